package io.percept.cli;

import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import io.percept.metrics.Metric;
import io.percept.plot.Curve;
import io.percept.train.LearningCurve;
import io.percept.train.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A learning curve for people and for programs. */
final class LearningCurveText {
    private LearningCurveText() {}

    /** A size that has just been measured. */
    static String line(LearningCurve.Size size) {
        String head = Format.count(size.rows(), "row");
        if (size.validation().isEmpty()) {
            return head + "  diverged";
        }
        return String.format(
                Locale.ROOT,
                "%s  training loss %s  validation loss %s  %.1f s",
                head,
                Format.loss(size.training(Metric.LOSS).mean()),
                Format.loss(size.validation(Metric.LOSS).mean()),
                size.seconds());
    }

    /** A line for each size, mean and deviation in one cell. */
    static List<String> lines(LearningCurve curve) {
        Curve table = curve.curve();
        List<List<String>> cells = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("rows"));
        // Columns: rows, then pairs of mean and deviation, then seconds.
        for (int column = 1; column < table.columns().size() - 1; column += 2) {
            head.add(words(table.columns().get(column)));
        }
        cells.add(head);
        for (List<Double> row : table.rows()) {
            List<String> line = new ArrayList<>(List.of(Format.count(row.get(0).longValue())));
            for (int column = 1; column < row.size() - 1; column += 2) {
                line.add(cell(new Spread(row.get(column), row.get(column + 1))));
            }
            cells.add(line);
        }
        return TextTable.lines(cells);
    }

    /** {@code trainingErrorRate} as {@code training error rate}. */
    private static String words(String key) {
        return key.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT).replace("rmse", "RMSE");
    }

    private static String cell(Spread spread) {
        return Double.isNaN(spread.mean())
                ? "-"
                : String.format(Locale.ROOT, "%.4f +/- %.4f", spread.mean(), spread.deviation());
    }

    static JsonObject json(LearningCurve.Size size) {
        JsonObjectBuilder json = CrossValidationText.event("size").put("rows", size.rows());
        if (size.validation().isEmpty()) {
            return json.put("outcome", "diverged").build();
        }
        return json.put("outcome", "completed")
                .put("training", figures(size, size::training))
                .put("validation", figures(size, size::validation))
                .put("seconds", size.seconds())
                .build();
    }

    private static JsonObject figures(LearningCurve.Size size, Function<Metric, Spread> of) {
        Set<Metric> metrics = new TreeSet<>();
        size.validation()
                .forEach(evaluation -> metrics.addAll(evaluation.summary().keySet()));
        JsonObjectBuilder mean = JsonObject.builder();
        JsonObjectBuilder deviation = JsonObject.builder();
        metrics.forEach(metric -> {
            mean.put(metric.key(), of.apply(metric).mean());
            deviation.put(metric.key(), of.apply(metric).deviation());
        });
        return JsonObject.builder()
                .put("mean", mean.build())
                .put("deviation", deviation.build())
                .build();
    }
}
