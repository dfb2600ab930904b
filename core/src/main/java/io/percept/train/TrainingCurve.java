package io.percept.train;

import io.percept.plot.Axis;
import io.percept.plot.Curve;
import io.percept.plot.LineChart;
import io.percept.plot.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The course of a training as a table and as charts: loss and, where classes are validated, accuracy for each epoch. */
final class TrainingCurve {
    private static final List<String> COLUMNS = List.of("epoch", "loss", "validationLoss", "accuracy", "seconds");

    /** A larger quotient of losses needs a logarithmic axis: the smaller ones would lie on the ground of a linear one. */
    private static final double MOST_ON_LINEAR_AXIS = 20;

    private TrainingCurve() {}

    static Curve of(History history) {
        List<List<Double>> rows = history.epochs().stream()
                .map(epoch -> List.of(
                        (double) epoch.epoch(),
                        epoch.loss(),
                        orNone(epoch.validationLoss()),
                        orNone(epoch.accuracy()),
                        epoch.seconds()))
                .toList();
        return new Curve(COLUMNS, rows, charts(history));
    }

    private static List<LineChart> charts(History history) {
        Axis epochs = Axis.linear("epoch");
        List<Series> losses = new ArrayList<>();
        losses.add(series("training", history, History.Epoch::loss));
        if (history.epochs().stream().anyMatch(epoch -> epoch.validationLoss().isPresent())) {
            losses.add(series("validation", history, epoch -> orNone(epoch.validationLoss())));
        }
        List<LineChart> charts = new ArrayList<>();
        charts.add(new LineChart("Loss over the training", epochs, lossAxis(losses), losses));
        if (history.epochs().stream().anyMatch(epoch -> epoch.accuracy().isPresent())) {
            Series accuracy = series("validation accuracy", history, epoch -> orNone(epoch.accuracy()));
            charts.add(new LineChart("Accuracy over the training", epochs, Axis.linear("accuracy"), List.of(accuracy)));
        }
        return charts;
    }

    private static Series series(String name, History history, ToDoubleFunction<History.Epoch> figure) {
        return new Series(
                name,
                history.epochs().stream()
                        .map(epoch -> new Series.Point(epoch.epoch(), figure.applyAsDouble(epoch), 0))
                        .toList());
    }

    private static Axis lossAxis(List<Series> losses) {
        double least = values(losses).min().orElse(0);
        double most = values(losses).max().orElse(0);
        return least > 0 && most / least > MOST_ON_LINEAR_AXIS ? Axis.logarithmic("loss") : Axis.linear("loss");
    }

    private static DoubleStream values(List<Series> losses) {
        return losses.stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(Series.Point::y)
                .filter(Double::isFinite);
    }

    private static double orNone(OptionalDouble figure) {
        return figure.orElse(Double.NaN);
    }
}
