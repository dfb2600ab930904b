package io.percept.cli;

import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import io.percept.metrics.ClassMetrics;
import io.percept.metrics.ClassScore;
import io.percept.metrics.LabelMetrics;
import io.percept.metrics.Metric;
import io.percept.metrics.RealMetrics;
import io.percept.train.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** How a model does on a test set, for programs. Figures that are not defined are null. */
final class MetricsJson {
    private MetricsJson() {}

    /** The loss, the figures that sum up, and those of each class, label or output. */
    static JsonObject of(Evaluation test) {
        JsonObjectBuilder json = summary(test.summary());
        if (test.metrics() instanceof ClassMetrics classes) {
            topK(json, classes);
            json.putArray("classes", scores(classes.confusion().perClass(), classes::rocAuc));
        } else if (test.metrics() instanceof LabelMetrics labels) {
            json.putArray("labels", scores(labels.perLabel(), labels::rocAuc));
        } else if (test.metrics() instanceof RealMetrics real) {
            json.putArray(
                    "outputs", real.outputs().stream().map(MetricsJson::output).toList());
        }
        return json.build();
    }

    /** Figures under their keys. */
    static JsonObjectBuilder summary(Map<Metric, Double> summary) {
        JsonObjectBuilder json = JsonObject.builder();
        summary.forEach((metric, value) -> json.put(metric.key(), value));
        return json;
    }

    /** Element k - 1 is the part of the rows whose class is among the k likeliest; up to 5, which is what people ask for. */
    private static void topK(JsonObjectBuilder json, ClassMetrics classes) {
        int most = Math.min(5, classes.confusion().classes().size());
        json.putNumbers(
                "topK",
                IntStream.rangeClosed(1, most).mapToDouble(classes::topK).toArray());
    }

    private static List<JsonObject> scores(List<ClassScore> scores, IntToDoubleFunction rocAuc) {
        return IntStream.range(0, scores.size())
                .mapToObj(i -> JsonObject.builder()
                        .put("name", scores.get(i).name())
                        .put("precision", scores.get(i).precision())
                        .put("recall", scores.get(i).recall())
                        .put("f1", scores.get(i).f1())
                        .put("rocAuc", rocAuc.applyAsDouble(i))
                        .put("rows", scores.get(i).support())
                        .build())
                .toList();
    }

    private static JsonObject output(RealMetrics.Output output) {
        return JsonObject.builder()
                .put("name", output.name())
                .put("r2", output.r2())
                .put("mae", output.mae())
                .put("rmse", output.rmse())
                .build();
    }
}
