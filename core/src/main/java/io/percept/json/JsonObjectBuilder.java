package io.percept.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Puts an object together, member by member, in the order of the calls. Numbers that JSON does not have (NaN, the infinities) become
 * null. Every {@code put} throws {@link IllegalArgumentException} when the object has a member of that name already.
 */
public final class JsonObjectBuilder {
    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    JsonObjectBuilder() {}

    /** Adds any value. */
    public JsonObjectBuilder put(String name, JsonValue value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        if (members.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("the object has a member " + JsonString.quoted(name) + " already");
        }
        return this;
    }

    /** Adds a string. */
    public JsonObjectBuilder put(String name, String value) {
        return put(name, new JsonString(value));
    }

    /** Adds a whole number. */
    public JsonObjectBuilder put(String name, long value) {
        return put(name, JsonNumber.of(value));
    }

    /** Adds a number in the shortest form of the double, or null when it is not finite. */
    public JsonObjectBuilder put(String name, double value) {
        return put(name, JsonValue.of(value));
    }

    /** Adds a number in the shortest form of the float, or null when it is not finite. */
    public JsonObjectBuilder put(String name, float value) {
        return put(name, JsonValue.of(value));
    }

    /** Adds true or false. */
    public JsonObjectBuilder put(String name, boolean value) {
        return put(name, new JsonBoolean(value));
    }

    /** Adds an array of any values. */
    public JsonObjectBuilder putArray(String name, Collection<? extends JsonValue> values) {
        return put(name, new JsonArray(new ArrayList<>(values)));
    }

    /** Adds an array of strings. */
    public JsonObjectBuilder putStrings(String name, Collection<String> values) {
        return putArray(name, values.stream().map(JsonString::new).toList());
    }

    /** Adds an array of whole numbers. */
    public JsonObjectBuilder putIntegers(String name, int... values) {
        return putArray(name, IntStream.of(values).mapToObj(JsonNumber::of).toList());
    }

    /** Adds an array of whole numbers. */
    public JsonObjectBuilder putIntegers(String name, long... values) {
        return putArray(name, LongStream.of(values).mapToObj(JsonNumber::of).toList());
    }

    /** Adds an array of numbers in the shortest forms of the doubles; null stands for those that are not finite. */
    public JsonObjectBuilder putNumbers(String name, double... values) {
        return putArray(name, DoubleStream.of(values).mapToObj(JsonValue::of).toList());
    }

    /** Adds an array of numbers in the shortest forms of the floats; null stands for those that are not finite. */
    public JsonObjectBuilder putNumbers(String name, float... values) {
        List<JsonValue> numbers = new ArrayList<>(values.length);
        for (float value : values) {
            numbers.add(JsonValue.of(value));
        }
        return putArray(name, numbers);
    }

    /** The object as it stands; the builder may go on. */
    public JsonObject build() {
        return new JsonObject(members);
    }
}
