package io.percept.search;

import io.percept.json.JsonNull;
import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import io.percept.json.JsonString;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Settings that were tried.
 *
 * @param number of the settings, from 1
 * @param rung how often their time was prolonged, from 1
 * @param epochs how many epochs they were trained for, where the strategy decided on that
 * @param settings their values by name
 * @param score what came of it
 * @param seconds that it took
 */
public record Trial(
        int number, int rung, OptionalInt epochs, Map<String, String> settings, Score score, double seconds) {
    public Trial {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** As a line of a table. */
    public JsonObject json() {
        JsonObjectBuilder values = JsonObject.builder();
        settings.forEach(values::put);
        JsonObjectBuilder json =
                JsonObject.builder().put("event", "trial").put("trial", number).put("rung", rung);
        epochs.ifPresent(count -> json.put("epochs", count));
        json.put("settings", values.build())
                .put("outcome", score.outcome().name().toLowerCase(Locale.ROOT))
                .put("mean", score.mean())
                .put("deviation", score.deviation());
        if (!score.note().isEmpty()) {
            json.put("note", score.note());
        }
        return json.put("seconds", seconds).build();
    }

    static Trial of(JsonObject json) {
        Map<String, String> settings = new LinkedHashMap<>();
        json.object("settings").members().forEach((name, value) -> settings.put(name, ((JsonString) value).value()));
        Score.Outcome outcome = Score.Outcome.valueOf(json.string("outcome").toUpperCase(Locale.ROOT));
        Score score = new Score(outcome, number(json, "mean"), number(json, "deviation"), json.string("note", ""));
        return new Trial(
                json.integer("trial"),
                json.integer("rung"),
                json.has("epochs") ? OptionalInt.of(json.integer("epochs")) : OptionalInt.empty(),
                settings,
                score,
                json.number("seconds"));
    }

    /** Figures that are none are null. */
    private static double number(JsonObject json, String name) {
        return json.get(name) == JsonNull.NULL ? Double.NaN : json.number(name);
    }
}
