package io.percept.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON text, by recursive descent. */
final class JsonParser {
    /** Ample for every digit that can matter to a double (767), and short enough for exact decimal arithmetic to be quick. */
    private static final int MAX_NUMBER_LENGTH = 1000;

    private final String text;
    private int at;

    JsonParser(String text) {
        this.text = text;
    }

    JsonValue parse() {
        skipSpace();
        JsonValue value = value(JsonPath.ROOT, 0);
        skipSpace();
        if (at < text.length()) {
            throw expected("the end of the text");
        }
        return value;
    }

    private JsonValue value(JsonPath path, int depth) {
        return switch (peek()) {
            case '{' -> object(path, deeper(depth));
            case '[' -> array(path, deeper(depth));
            case '"' -> new JsonString(string());
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            case 't' -> literal("true", new JsonBoolean(true));
            case 'f' -> literal("false", new JsonBoolean(false));
            case 'n' -> literal("null", JsonNull.NULL);
            default -> throw expected("a value");
        };
    }

    private int deeper(int depth) {
        if (depth == JsonValue.MAX_DEPTH) {
            throw fault(at, "arrays and objects may be nested at most " + JsonValue.MAX_DEPTH + " deep");
        }
        return depth + 1;
    }

    private JsonObject object(JsonPath path, int depth) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        at++;
        skipSpace();
        if (skip('}')) {
            return new JsonObject(members, path);
        }
        do {
            skipSpace();
            int start = at;
            if (peek() != '"') {
                throw expected(members.isEmpty() ? "a member's name in quotes or '}'" : "a member's name in quotes");
            }
            String name = string();
            if (members.containsKey(name)) {
                throw fault(start, "the name " + JsonString.quoted(name) + " occurs twice in one object");
            }
            skipSpace();
            if (!skip(':')) {
                throw expected("':' after a member's name");
            }
            skipSpace();
            members.put(name, value(path.member(name), depth));
            skipSpace();
        } while (skip(','));
        if (!skip('}')) {
            throw expected("',' or '}' after a member");
        }
        return new JsonObject(members, path);
    }

    private JsonArray array(JsonPath path, int depth) {
        List<JsonValue> values = new ArrayList<>();
        at++;
        skipSpace();
        if (skip(']')) {
            return new JsonArray(values);
        }
        do {
            skipSpace();
            values.add(value(path.element(values.size()), depth));
            skipSpace();
        } while (skip(','));
        if (!skip(']')) {
            throw expected("',' or ']' after an element");
        }
        return new JsonArray(values);
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        at++;
        while (!skip('"')) {
            if (at == text.length()) {
                throw expected("'\"' at the end of a string");
            }
            char c = text.charAt(at);
            if (c < ' ') {
                throw expected("an escape such as \\n in place of a control character");
            }
            if (c == '\\') {
                escape(string);
            } else {
                if (JsonWriter.isLoneSurrogate(text, at)) {
                    throw fault(at, "a surrogate stands without the other of its pair");
                }
                string.append(c);
                at++;
            }
        }
        return string.toString();
    }

    private void escape(StringBuilder string) {
        int start = at++;
        char c = peek();
        switch (c) {
            case '"', '\\', '/' -> string.append(c);
            case 'b' -> string.append('\b');
            case 'f' -> string.append('\f');
            case 'n' -> string.append('\n');
            case 'r' -> string.append('\r');
            case 't' -> string.append('\t');
            case 'u' -> {
                unicodeEscape(start, string);
                return;
            }
            default -> throw expected("one of \" \\ / b f n r t u after '\\'");
        }
        at++;
    }

    private void unicodeEscape(int start, StringBuilder string) {
        char first = hexDigits();
        string.append(first);
        if (Character.isSurrogate(first)) {
            boolean pair = Character.isHighSurrogate(first) && text.startsWith("\\u", at);
            if (pair) {
                at++;
                char second = hexDigits();
                string.append(second);
                pair = Character.isLowSurrogate(second);
            }
            if (!pair) {
                throw fault(start, "an escaped surrogate stands without the other of its pair");
            }
        }
    }

    /** The character of {@code uXXXX}. */
    private char hexDigits() {
        at++;
        int code = 0;
        for (int end = at + 4; at < end; at++) {
            char c = peek();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw expected("four hexadecimal digits after \\u");
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    private JsonNumber number() {
        int start = at;
        skip('-');
        if (!skip('0')) {
            digits("a digit after '-'");
        } else if (isDigit()) {
            throw fault(start, "a number must not begin with extra zeros");
        }
        if (skip('.')) {
            digits("a digit after the decimal point");
        }
        if (skip('e') || skip('E')) {
            if (!skip('+')) {
                skip('-');
            }
            digits("a digit in the exponent");
        }
        if (at - start > MAX_NUMBER_LENGTH) {
            throw fault(start, "a number may have at most " + MAX_NUMBER_LENGTH + " characters");
        }
        String literal = text.substring(start, at);
        double nearest = Double.parseDouble(literal);
        if (Double.isInfinite(nearest)) {
            throw fault(start, "the number is beyond the range of a double (about ±1.8e308)");
        }
        return JsonNumber.ofLiteral(literal, nearest);
    }

    private void digits(String what) {
        if (!isDigit()) {
            throw expected(what);
        }
        while (isDigit()) {
            at++;
        }
    }

    private boolean isDigit() {
        return peek() >= '0' && peek() <= '9';
    }

    private JsonValue literal(String name, JsonValue value) {
        if (!text.startsWith(name, at)) {
            throw expected("a value");
        }
        at += name.length();
        return value;
    }

    private void skipSpace() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            at++;
        }
    }

    private boolean skip(char c) {
        boolean found = at < text.length() && text.charAt(at) == c;
        at += found ? 1 : 0;
        return found;
    }

    /** The next character; U+0000, which stands nowhere in a JSON text, at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private JsonException expected(String what) {
        return fault(at, "expected " + what + " but found " + found());
    }

    private String found() {
        if (at == text.length()) {
            return "the end of the text";
        }
        int c = text.codePointAt(at);
        boolean printable = c == ' ' || Character.isLetterOrDigit(c) || (c > ' ' && c < 0x7f);
        return printable ? "'" + Character.toString(c) + "'" : String.format("the character U+%04X", c);
    }

    private JsonException fault(int offset, String message) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
                line++;
                lineStart = i + 1;
            }
        }
        return new JsonException(line, text.codePointCount(lineStart, offset) + 1, message);
    }
}
