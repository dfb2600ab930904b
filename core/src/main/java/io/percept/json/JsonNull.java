package io.percept.json;

/** The JSON value {@code null}. */
public enum JsonNull implements JsonValue {
    /** The only one. */
    NULL;

    @Override
    public String toString() {
        return "null";
    }
}
