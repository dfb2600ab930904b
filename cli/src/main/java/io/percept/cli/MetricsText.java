package io.percept.cli;

import io.percept.metrics.ClassMetrics;
import io.percept.metrics.ClassScore;
import io.percept.metrics.LabelMetrics;
import io.percept.metrics.RealMetrics;
import io.percept.train.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** How a model does on a test set, for people. */
final class MetricsText {
    /** More lines push everything else off the screen. */
    private static final int MOST_CLASSES = 100;

    /** How many of the best classes count as a hit, beside the best one. */
    static final int TOP = 3;

    private final List<String> lines = new ArrayList<>();

    private MetricsText() {}

    /** The lines to show. */
    static List<String> lines(Evaluation test) {
        MetricsText text = new MetricsText();
        text.figure("loss", Format.loss(test.loss()));
        if (test.metrics() instanceof ClassMetrics classes) {
            text.classes(classes);
        } else if (test.metrics() instanceof LabelMetrics labels) {
            text.labels(labels);
        } else if (test.metrics() instanceof RealMetrics real) {
            text.real(real);
        }
        return text.lines;
    }

    private void figure(String name, String value) {
        lines.add(String.format(Locale.ROOT, "test %-9s %s", name, value));
    }

    private void classes(ClassMetrics classes) {
        figure("accuracy", Format.percent(classes.accuracy()) + " of " + Format.count(classes.rows(), "row"));
        if (classes.confusion().classes().size() > TOP) {
            figure(
                    "top-" + TOP,
                    Format.percent(classes.topK(TOP)) + " have their class among the " + TOP + " likeliest");
        }
        if (!Double.isNaN(classes.logLoss())) {
            figure("log loss", Format.loss(classes.logLoss()));
        }
        figure("ROC AUC", part(classes.rocAuc()));
        table("class", classes.confusion().perClass(), classes::rocAuc);
        average(classes.confusion().macro());
        average(classes.confusion().weighted());
        alignTable();
        lines.add("");
        lines.addAll(ConfusionTable.lines(classes.confusion()));
    }

    private void labels(LabelMetrics labels) {
        figure(
                "accuracy",
                Format.percent(labels.accuracy()) + " of " + Format.count(labels.rows(), "row")
                        + (labels.perLabel().size() == 1 ? "" : " have every label right"));
        figure("Hamming", Format.percent(labels.hammingLoss()) + " of all labels wrong");
        figure("log loss", Format.loss(labels.logLoss()));
        figure("ROC AUC", part(labels.rocAuc()));
        table("label", labels.perLabel(), labels::rocAuc);
        average(labels.micro());
        average(labels.macro());
        average(labels.weighted());
        alignTable();
    }

    private void real(RealMetrics real) {
        figure("R2", part(real.r2()));
        figure("RMSE", Format.loss(real.rmse()));
        figure("MAE", Format.loss(real.mae()));
        if (real.outputs().size() > 1) {
            cells.add(List.of("output", "R2", "RMSE", "MAE"));
            for (RealMetrics.Output output : real.outputs()) {
                cells.add(List.of(
                        TextTable.shortened(output.name()),
                        part(output.r2()),
                        Format.loss(output.rmse()),
                        Format.loss(output.mae())));
            }
            alignTable();
        }
    }

    private final List<List<String>> cells = new ArrayList<>();

    private void table(String kind, List<ClassScore> scores, IntToDoubleFunction rocAuc) {
        cells.add(List.of(kind, "precision", "recall", "F1", "ROC AUC", "rows"));
        for (int i = 0; i < Math.min(scores.size(), MOST_CLASSES); i++) {
            row(scores.get(i), part(rocAuc.applyAsDouble(i)));
        }
        if (scores.size() > MOST_CLASSES) {
            cells.add(List.of("... (all " + scores.size() + " with --json)", "", "", "", "", ""));
        }
    }

    private void average(ClassScore score) {
        row(score, "");
    }

    private void row(ClassScore score, String rocAuc) {
        cells.add(List.of(
                TextTable.shortened(score.name()),
                part(score.precision()),
                part(score.recall()),
                part(score.f1()),
                rocAuc,
                Format.count(score.support())));
    }

    private void alignTable() {
        lines.add("");
        lines.addAll(TextTable.lines(cells));
    }

    /** A figure from 0 to 1; a dash where it is not defined. */
    private static String part(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }
}
