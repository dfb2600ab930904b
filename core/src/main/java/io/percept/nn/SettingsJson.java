package io.percept.nn;

import io.percept.backend.Named;
import io.percept.backend.Settings;
import io.percept.json.JsonBoolean;
import io.percept.json.JsonException;
import io.percept.json.JsonNumber;
import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import io.percept.json.JsonValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON form of a choice with its {@link Settings}: {@code {"type": "huber", "delta": 2}}. */
public final class SettingsJson {
    private static final String TYPE = "type";

    private SettingsJson() {}

    /** The choice, with all its settings. */
    public static JsonObject write(Named choice) {
        JsonObjectBuilder builder = JsonObject.builder().put(TYPE, choice.name());
        Settings.of(choice).forEach((name, value) -> {
            if (value instanceof Boolean bool) {
                builder.put(name, bool.booleanValue());
            } else if (value instanceof Double number) {
                builder.put(name, number.doubleValue());
            } else {
                builder.put(name, ((Number) value).longValue());
            }
        });
        return builder.build();
    }

    /**
     * The choice; settings that are left out are those of the candidate of that name.
     *
     * @throws JsonException when there is no such choice or setting
     */
    public static <T extends Named> T read(Collection<? extends T> all, JsonObject description) {
        Map<String, Object> values = new LinkedHashMap<>();
        description.members().forEach((name, value) -> {
            if (!name.equals(TYPE)) {
                values.put(name, setting(name, value));
            }
        });
        try {
            return Settings.with(Settings.named(all, description.string(TYPE)), values);
        } catch (IllegalArgumentException invalid) {
            throw new JsonException(invalid.getMessage());
        }
    }

    private static Object setting(String name, JsonValue value) {
        if (value instanceof JsonBoolean bool) {
            return bool.value();
        } else if (value instanceof JsonNumber number) {
            return number.asDouble();
        }
        throw new JsonException("the setting " + name + " is " + value + "; it must be a number, true or false");
    }
}
