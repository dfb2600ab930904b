package io.percept.json;

import java.util.regex.Pattern;

/**
 * Where a value stands in the text that it was read from, such as {@code layers[2].units}. The text is put together only for a
 * message: long names in deep texts would otherwise cost more than the values themselves.
 *
 * @param parent the surrounding object or array; null for the outermost one
 * @param name the member's name; null for an element of an array
 * @param index the element's index in its array
 */
record JsonPath(JsonPath parent, String name, int index) {
    static final JsonPath ROOT = new JsonPath(null, null, 0);

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");

    JsonPath member(String memberName) {
        return new JsonPath(this, memberName, 0);
    }

    JsonPath element(int elementIndex) {
        return new JsonPath(this, null, elementIndex);
    }

    @Override
    public String toString() {
        if (parent == null) {
            return "the JSON text";
        }
        String before = parent.parent == null ? "" : parent.toString();
        if (name == null) {
            return before + "[" + index + "]";
        }
        return before + (before.isEmpty() ? "" : ".") + (isPlain() ? name : JsonString.quoted(name));
    }

    private boolean isPlain() {
        return name.length() <= 60 && PLAIN_NAME.matcher(name).matches();
    }
}
