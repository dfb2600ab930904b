package io.percept.cli;

import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import io.percept.metrics.Metric;
import io.percept.train.CrossValidation;
import io.percept.train.Spread;
import io.percept.train.TrainingResult.Diverged;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What a cross-validation measured, for people and for programs. */
final class CrossValidationText {
    /** More columns do not fit on a screen; the figures of every fold are in the lines above and in the JSON. */
    private static final int MOST_COLUMNS = 10;

    private CrossValidationText() {}

    static JsonObjectBuilder event(String name) {
        return JsonObject.builder().put("event", name);
    }

    /** A fold that has just been done. */
    static String line(CrossValidation.Fold fold, int folds) {
        StringBuilder line = new StringBuilder(ProgressBar.label("fold", fold.number(), folds));
        if (fold.test().isEmpty()) {
            return line.append("  diverged").toString();
        }
        line.append("  loss ").append(figure(Metric.LOSS, fold.figure(Metric.LOSS)));
        for (Metric metric : List.of(Metric.ACCURACY, Metric.RMSE)) {
            if (!Double.isNaN(fold.figure(metric))) {
                line.append("  ").append(name(metric)).append(' ').append(figure(metric, fold.figure(metric)));
            }
        }
        return line.append(String.format(Locale.ROOT, "  %.1f s", fold.seconds()))
                .toString();
    }

    /** A table with a line for each figure: in each fold, the mean and the sample standard deviation. */
    static List<String> lines(CrossValidation result) {
        List<CrossValidation.Fold> folds = result.folds().size() > MOST_COLUMNS ? List.of() : result.folds();
        List<List<String>> cells = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("test"));
        folds.forEach(fold -> head.add("fold " + fold.number()));
        head.addAll(List.of("mean", "+/-"));
        cells.add(head);
        for (Metric metric : result.metrics()) {
            List<String> row = new ArrayList<>(List.of(name(metric)));
            folds.forEach(fold -> row.add(figure(metric, fold.figure(metric))));
            Spread spread = result.spread(metric);
            row.add(figure(metric, spread.mean()));
            row.add(figure(metric, spread.deviation()));
            cells.add(row);
        }
        return TextTable.lines(cells);
    }

    /** A figure as people read it: losses and errors with their digits, parts of one with four decimals, a dash for none. */
    static String figure(Metric metric, double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return metric.higherIsBetter() ? String.format(Locale.ROOT, "%.4f", value) : Format.loss(value);
    }

    /** {@code macro F1}. */
    static String name(Metric metric) {
        String words = metric.label().replace('-', ' ').replace("f1", "F1").replace("roc auc", "ROC AUC");
        return metric == Metric.R2 || metric == Metric.MAE || metric == Metric.RMSE
                ? words.toUpperCase(Locale.ROOT)
                : words;
    }

    static JsonObject json(CrossValidation.Fold fold) {
        JsonObjectBuilder json = event("fold")
                .put("fold", fold.number())
                .put("trainingRows", fold.trainingRows())
                .put("outcome", JsonReporter.name(fold.training().outcome()));
        if (fold.training().outcome() instanceof Diverged diverged) {
            json.put("epoch", diverged.epoch()).put("step", diverged.step());
        }
        json.put("epochs", fold.training().history().epochs().size()).put("seconds", fold.seconds());
        fold.test().ifPresent(test -> json.put("testRows", test.rows()).put("test", MetricsJson.of(test)));
        return json.build();
    }

    static JsonObject json(CrossValidation result) {
        return event("result")
                .put("folds", result.folds().size())
                .put("mean", figures(result, Spread::mean))
                .put("deviation", figures(result, Spread::deviation))
                .build();
    }

    private static JsonObject figures(CrossValidation result, ToDoubleFunction<Spread> figure) {
        JsonObjectBuilder json = JsonObject.builder();
        for (Metric metric : result.metrics()) {
            json.put(metric.key(), figure.applyAsDouble(result.spread(metric)));
        }
        return json.build();
    }
}
