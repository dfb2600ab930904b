package io.percept.cli;

import io.percept.json.JsonObjectBuilder;
import io.percept.nn.Initializer;
import io.percept.train.TrainingConfig;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a training does beside the optimizer, as far as there is something. */
final class PenaltyReport {
    private PenaltyReport() {}

    private static Map<String, Double> figures(TrainingConfig config) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("l1", config.regularizer().l1());
        figures.put("l2", config.regularizer().l2());
        figures.put("weightDecay", config.decay().rate());
        figures.put("clipValue", config.clipping().value());
        figures.put("clipNorm", config.clipping().norm());
        figures.put("maxNorm", config.maxNorm().limit());
        figures.put("microBatch", (double) config.microBatch());
        figures.values()
                .removeIf(figure ->
                        figure == 0 || figure == Double.POSITIVE_INFINITY || figure == TrainingConfig.FULL_BATCH);
        return figures;
    }

    /** Adds a member for each. */
    static JsonObjectBuilder put(JsonObjectBuilder json, TrainingConfig config) {
        figures(config).forEach(json::put);
        config.initializer()
                .ifPresent(initializer -> json.put("initializer", Choices.written(Initializer.all(), initializer)));
        return json;
    }

    /** Text to go on with: {@code , weight decay 0.01, clip norm 1}. */
    static String text(TrainingConfig config) {
        StringBuilder text = new StringBuilder();
        figures(config).forEach((name, figure) -> {
            String words = name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
            text.append(", ").append(words).append(' ').append(Format.shortest(figure.doubleValue()));
        });
        return text.toString();
    }
}
