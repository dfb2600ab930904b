package io.percept.train;

import io.percept.metrics.Metric;
import io.percept.plot.Axis;
import io.percept.plot.Curve;
import io.percept.plot.LineChart;
import io.percept.plot.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Errors against the size of the training set, as {@link LearningCurves} measures them.
 *
 * @param sizes from small to large
 */
public record LearningCurve(List<Size> sizes) {
    public LearningCurve {
        sizes = List.copyOf(sizes);
    }

    /**
     * What so many rows are enough for.
     *
     * @param rows rows that were trained with
     * @param training in each fold, how good the model is on these rows
     * @param validation in each fold, how good it is on the part that it has not seen
     * @param seconds taken by the trainings and the measuring
     */
    public record Size(int rows, List<Evaluation> training, List<Evaluation> validation, double seconds) {
        public Size {
            training = List.copyOf(training);
            validation = List.copyOf(validation);
        }

        /** Where a figure on the rows that were trained with lies over the folds. */
        public Spread training(Metric metric) {
            return spread(training, metric);
        }

        /** Where a figure on rows that were not trained with lies over the folds. */
        public Spread validation(Metric metric) {
            return spread(validation, metric);
        }

        private static Spread spread(List<Evaluation> evaluations, Metric metric) {
            return Spread.of(evaluations.stream()
                    .mapToDouble(evaluation -> evaluation.summary().getOrDefault(metric, Double.NaN))
                    .toArray());
        }
    }

    /** The losses, and the part of the rows that is predicted wrong or the root mean squared error, as a table and as charts. */
    public Curve curve() {
        List<String> columns = new ArrayList<>(List.of("rows"));
        for (Figure figure : figures()) {
            for (String part : List.of("training", "validation")) {
                columns.add(part + figure.key);
                columns.add(part + figure.key + "Deviation");
            }
        }
        columns.add("seconds");
        List<List<Double>> rows = sizes.stream().map(this::row).toList();
        List<LineChart> charts = figures().stream().map(this::chart).toList();
        return new Curve(columns, rows, charts);
    }

    /** A figure that falls as things get better. */
    private record Figure(Metric metric, String key, String label, UnaryOperator<Spread> of) {
        private Spread training(Size size) {
            return of.apply(size.training(metric));
        }

        private Spread validation(Size size) {
            return of.apply(size.validation(metric));
        }
    }

    private List<Figure> figures() {
        Figure loss = new Figure(Metric.LOSS, "Loss", "loss", UnaryOperator.identity());
        boolean classes = sizes.stream()
                .flatMap(size -> size.validation().stream())
                .anyMatch(evaluation -> evaluation.summary().containsKey(Metric.ACCURACY));
        Figure error = classes
                ? new Figure(
                        Metric.ACCURACY,
                        "ErrorRate",
                        "error rate",
                        accuracy -> new Spread(1 - accuracy.mean(), accuracy.deviation()))
                : new Figure(Metric.RMSE, "Rmse", "root mean squared error", UnaryOperator.identity());
        return List.of(error, loss);
    }

    private List<Double> row(Size size) {
        List<Double> row = new ArrayList<>(List.of((double) size.rows()));
        for (Figure figure : figures()) {
            for (Spread spread : List.of(figure.training(size), figure.validation(size))) {
                row.add(spread.mean());
                row.add(spread.deviation());
            }
        }
        row.add(size.seconds());
        return row;
    }

    private LineChart chart(Figure figure) {
        String title = figure.label.substring(0, 1).toUpperCase(Locale.ROOT) + figure.label.substring(1);
        return new LineChart(
                title + " against training-set size",
                Axis.linear("rows trained with"),
                Axis.linear(figure.label),
                List.of(series("training", figure::training), series("validation", figure::validation)));
    }

    private Series series(String name, Function<Size, Spread> figure) {
        return new Series(
                name,
                sizes.stream()
                        .map(size -> {
                            Spread spread = figure.apply(size);
                            // Errors are not negative: a band that reached below 0 would stretch the axis for nothing.
                            double band =
                                    spread.deviation() >= 0 ? Math.min(spread.deviation(), Math.abs(spread.mean())) : 0;
                            return new Series.Point(size.rows(), spread.mean(), band);
                        })
                        .toList());
    }
}
