package io.percept.json;

import java.util.List;

/** A JSON array. */
public record JsonArray(List<JsonValue> values) implements JsonValue {
    public JsonArray {
        values = List.copyOf(values);
    }

    @Override
    public String toString() {
        return JsonWriter.compact(this);
    }
}
