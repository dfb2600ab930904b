package io.percept.json;

/**
 * A JSON value. Values are immutable and compared by content. {@code toString()} gives the value as JSON on a single line, without
 * spaces.
 */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {
    /** How deep arrays and objects may be nested in a text that is read. */
    int MAX_DEPTH = 64;

    /**
     * Reads a JSON text. Beyond the grammar of RFC 8259, names must differ within an object, numbers must be within the range of a
     * double, surrogates must come in pairs, and arrays and objects may be nested at most {@link #MAX_DEPTH} deep.
     *
     * @throws JsonException when the text is not such a JSON text; the message names the line, the column and what was expected
     */
    static JsonValue parse(String text) {
        return new JsonParser(text).parse();
    }

    /**
     * Reads a JSON text of at most {@code maxLength} characters.
     *
     * @throws JsonException when the text is longer, or is not JSON as {@link #parse(String)} reads it
     */
    static JsonValue parse(String text, int maxLength) {
        if (text.length() > maxLength) {
            throw new JsonException(
                    "the text has " + text.length() + " characters, but at most " + maxLength + " are allowed here");
        }
        return parse(text);
    }

    /** The number, or {@link JsonNull#NULL} for NaN and the infinities: JSON has no such numbers. */
    static JsonValue of(double value) {
        return Double.isFinite(value) ? JsonNumber.of(value) : JsonNull.NULL;
    }

    /** The number as its shortest float form, or {@link JsonNull#NULL} for NaN and the infinities. */
    static JsonValue of(float value) {
        return Float.isFinite(value) ? JsonNumber.of(value) : JsonNull.NULL;
    }

    /** The value as JSON over several lines, indented by two spaces; arrays of plain values stay on one line. */
    default String toPrettyString() {
        return JsonWriter.pretty(this);
    }
}
