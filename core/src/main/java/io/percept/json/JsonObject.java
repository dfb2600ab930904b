package io.percept.json;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A JSON object: named members, in the order in which they were written. The order does not count for equality.
 *
 * <p>The accessors by name are for readers of descriptions. They throw {@link JsonException} when the member is absent (those without
 * a fallback) or is not of the kind asked for, with the path of the member in the text, such as {@code layers[2].units}.
 */
public final class JsonObject implements JsonValue {
    private final Map<String, JsonValue> members;
    private final JsonPath path;

    /** An object of these members, in the map's order. */
    public JsonObject(Map<String, JsonValue> members) {
        this(members, JsonPath.ROOT);
    }

    JsonObject(Map<String, JsonValue> members, JsonPath path) {
        members.forEach((name, value) -> Objects.requireNonNull(value, name));
        this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        this.path = path;
    }

    /** Starts a new object. */
    public static JsonObjectBuilder builder() {
        return new JsonObjectBuilder();
    }

    /**
     * Reads a JSON text that is an object.
     *
     * @throws JsonException when the text is not JSON as {@link JsonValue#parse(String)} reads it, or not an object
     */
    public static JsonObject parse(String text) {
        return expect(JsonValue.parse(text), JsonObject.class, "an object", JsonPath.ROOT);
    }

    /** All members, in order; unmodifiable. */
    public Map<String, JsonValue> members() {
        return members;
    }

    /** Whether there is a member of this name. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** The member, if there is one; it may be {@link JsonNull#NULL}. */
    public Optional<JsonValue> optional(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** The member. */
    public JsonValue get(String name) {
        JsonValue value = members.get(name);
        if (value == null) {
            throw new JsonException(path + " lacks the member " + JsonString.quoted(name));
        }
        return value;
    }

    /** The member, which must be a string. */
    public String string(String name) {
        return member(name, JsonString.class, "a string").value();
    }

    /** The member, which must be a string, or {@code fallback} when there is none. */
    public String string(String name, String fallback) {
        return has(name) ? string(name) : fallback;
    }

    /** The member, which must be a whole number within the range of an int. */
    public int integer(String name) {
        return toInt(get(name), path.member(name));
    }

    /** The member, which must be a whole number within the range of an int, or {@code fallback} when there is none. */
    public int integer(String name, int fallback) {
        return has(name) ? integer(name) : fallback;
    }

    /** The member, which must be a whole number within the range of a long. */
    public long longInteger(String name) {
        return toLong(get(name), path.member(name));
    }

    /** The member, which must be a whole number within the range of a long, or {@code fallback} when there is none. */
    public long longInteger(String name, long fallback) {
        return has(name) ? longInteger(name) : fallback;
    }

    /** The member, which must be a number. */
    public double number(String name) {
        return member(name, JsonNumber.class, "a number").asDouble();
    }

    /** The member, which must be a number, or {@code fallback} when there is none. */
    public double number(String name, double fallback) {
        return has(name) ? number(name) : fallback;
    }

    /** The member, which must be true or false. */
    public boolean bool(String name) {
        return member(name, JsonBoolean.class, "true or false").value();
    }

    /** The member, which must be true or false, or {@code fallback} when there is none. */
    public boolean bool(String name, boolean fallback) {
        return has(name) ? bool(name) : fallback;
    }

    /** The member, which must be an object. */
    public JsonObject object(String name) {
        return member(name, JsonObject.class, "an object");
    }

    /** The elements of the member, which must be an array. */
    public List<JsonValue> array(String name) {
        return member(name, JsonArray.class, "an array").values();
    }

    /** The elements of the member, which must be an array of objects. */
    public List<JsonObject> objects(String name) {
        return elements(name, JsonObject.class, "an object");
    }

    /** The elements of the member, which must be an array of strings. */
    public List<String> strings(String name) {
        return elements(name, JsonString.class, "a string").stream()
                .map(JsonString::value)
                .toList();
    }

    /** The elements of the member, which must be an array of numbers. */
    public double[] numbers(String name) {
        return elements(name, JsonNumber.class, "a number").stream()
                .mapToDouble(JsonNumber::asDouble)
                .toArray();
    }

    /** The elements of the member, which must be an array of whole numbers within the range of an int. */
    public int[] integers(String name) {
        List<JsonValue> values = array(name);
        JsonPath array = path.member(name);
        return IntStream.range(0, values.size())
                .map(i -> toInt(values.get(i), array.element(i)))
                .toArray();
    }

    /** The elements of the member, which must be an array of whole numbers within the range of a long. */
    public long[] longIntegers(String name) {
        List<JsonValue> values = array(name);
        JsonPath array = path.member(name);
        return IntStream.range(0, values.size())
                .mapToLong(i -> toLong(values.get(i), array.element(i)))
                .toArray();
    }

    /**
     * Refuses members that the reader does not know, which are most often misspelt.
     *
     * @throws JsonException when there is a member of any other name
     */
    public void refuseOthers(String... known) {
        List<String> names = Arrays.asList(known);
        for (String name : members.keySet()) {
            if (!names.contains(name)) {
                throw new JsonException(path + " has the unknown member " + JsonString.quoted(name) + "; "
                        + (names.isEmpty() ? "it may have none" : "known are " + String.join(", ", names)));
            }
        }
    }

    private <T extends JsonValue> T member(String name, Class<T> kind, String expected) {
        return expect(get(name), kind, expected, path.member(name));
    }

    private <T extends JsonValue> List<T> elements(String name, Class<T> kind, String expected) {
        List<JsonValue> values = array(name);
        JsonPath array = path.member(name);
        return IntStream.range(0, values.size())
                .mapToObj(i -> expect(values.get(i), kind, expected, array.element(i)))
                .toList();
    }

    private static <T extends JsonValue> T expect(JsonValue value, Class<T> kind, String expected, JsonPath where) {
        if (!kind.isInstance(value)) {
            throw new JsonException(where + " must be " + expected + " but is " + describe(value));
        }
        return kind.cast(value);
    }

    private static int toInt(JsonValue value, JsonPath where) {
        JsonNumber number = expect(value, JsonNumber.class, "a whole number", where);
        if (!number.isInt()) {
            throw new JsonException(where + " must be a whole number from -2147483648 to 2147483647 but is " + number);
        }
        return number.asInt();
    }

    private static long toLong(JsonValue value, JsonPath where) {
        JsonNumber number = expect(value, JsonNumber.class, "a whole number", where);
        if (!number.isLong()) {
            throw new JsonException(where + " must be a whole number from -2^63 to 2^63 - 1 but is " + number);
        }
        return number.asLong();
    }

    private static String describe(JsonValue value) {
        if (value instanceof JsonObject) {
            return "an object";
        }
        if (value instanceof JsonArray) {
            return "an array";
        }
        if (value instanceof JsonString string) {
            return "the string " + JsonString.quoted(string.value());
        }
        return value instanceof JsonNumber ? "the number " + value : value.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject object && members.equals(object.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return JsonWriter.compact(this);
    }
}
