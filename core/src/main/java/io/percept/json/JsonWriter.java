package io.percept.json;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** Writes JSON values as text. */
final class JsonWriter {
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();
    private final boolean pretty;

    private JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    static String compact(JsonValue value) {
        return write(value, false);
    }

    static String pretty(JsonValue value) {
        return write(value, true);
    }

    private static String write(JsonValue value, boolean pretty) {
        JsonWriter writer = new JsonWriter(pretty);
        writer.value(value, 0);
        return writer.out.toString();
    }

    private void value(JsonValue value, int depth) {
        if (value instanceof JsonObject object) {
            object(object, depth);
        } else if (value instanceof JsonArray array) {
            array(array, depth);
        } else if (value instanceof JsonString string) {
            string(string.value());
        } else {
            out.append(value);
        }
    }

    private void object(JsonObject object, int depth) {
        boolean broken = pretty && !object.members().isEmpty();
        out.append('{');
        Iterator<Map.Entry<String, JsonValue>> members =
                object.members().entrySet().iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonValue> member = members.next();
            breakLine(broken, depth + 1);
            string(member.getKey());
            out.append(pretty ? ": " : ":");
            value(member.getValue(), depth + 1);
            out.append(members.hasNext() ? "," : "");
        }
        breakLine(broken, depth);
        out.append('}');
    }

    private void array(JsonArray array, int depth) {
        boolean broken = pretty && holdsContainers(array.values());
        out.append('[');
        Iterator<JsonValue> values = array.values().iterator();
        while (values.hasNext()) {
            breakLine(broken, depth + 1);
            value(values.next(), depth + 1);
            if (values.hasNext()) {
                out.append(pretty && !broken ? ", " : ",");
            }
        }
        breakLine(broken, depth);
        out.append(']');
    }

    private static boolean holdsContainers(Collection<JsonValue> values) {
        return values.stream().anyMatch(v -> v instanceof JsonObject || v instanceof JsonArray);
    }

    private void breakLine(boolean broken, int depth) {
        if (broken) {
            out.append('\n').append(INDENT.repeat(depth));
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || isLoneSurrogate(text, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
