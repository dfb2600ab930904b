package io.percept.json;

import java.util.Objects;

/**
 * A JSON string. A lone surrogate, which no Unicode text has, is written as an escape, so that the JSON text itself can be encoded;
 * reading refuses it.
 */
public record JsonString(String value) implements JsonValue {
    private static final int LENGTH_IN_MESSAGES = 60;

    public JsonString {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return JsonWriter.compact(this);
    }

    /** The text quoted and escaped for a message on one line, cut when it is long. */
    public static String quoted(String text) {
        if (text.length() <= LENGTH_IN_MESSAGES) {
            return new JsonString(text).toString();
        }
        int end = LENGTH_IN_MESSAGES - (Character.isHighSurrogate(text.charAt(LENGTH_IN_MESSAGES - 1)) ? 1 : 0);
        return new JsonString(text.substring(0, end) + "...").toString();
    }
}
