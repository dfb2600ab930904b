package io.percept.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
    private static final JsonObject OBJECT = JsonObject.parse("""
            {"type": "dense", "units": 16, "seed": 9007199254740993, "rate": 0.5, "bias": true, "none": null,
             "classes": ["a", "b"], "mean": [1, 2.5], "shape": [2, 3], "offsets": [0, 5000000000],
             "layers": [{"units": 1}, {"units": 2}, {"units": "x", "inner": {"a b": [1, [], 2.5]}}],
             "mixed": [1, "x"]}
            """);

    @Test
    void givesMembersByKind() {
        assertThat(OBJECT.string("type")).isEqualTo("dense");
        assertThat(OBJECT.integer("units")).isEqualTo(16);
        assertThat(OBJECT.longInteger("seed")).isEqualTo(9007199254740993L);
        assertThat(OBJECT.number("rate")).isEqualTo(0.5);
        assertThat(OBJECT.number("units")).isEqualTo(16);
        assertThat(OBJECT.bool("bias")).isTrue();
        assertThat(OBJECT.get("none")).isEqualTo(JsonNull.NULL);
        assertThat(OBJECT.strings("classes")).containsExactly("a", "b");
        assertThat(OBJECT.numbers("mean")).containsExactly(1, 2.5);
        assertThat(OBJECT.integers("shape")).containsExactly(2, 3);
        assertThat(OBJECT.longIntegers("offsets")).containsExactly(0, 5_000_000_000L);
        assertThat(OBJECT.objects("layers").get(1).integer("units")).isEqualTo(2);
        assertThat(OBJECT.objects("layers").get(2).object("inner").array("a b")).hasSize(3);
    }

    @Test
    void givesFallbacksOnlyForWhatIsAbsent() {
        assertThat(OBJECT.string("x", "y")).isEqualTo("y");
        assertThat(OBJECT.integer("x", 1)).isEqualTo(1);
        assertThat(OBJECT.longInteger("x", 2)).isEqualTo(2);
        assertThat(OBJECT.number("x", 0.5)).isEqualTo(0.5);
        assertThat(OBJECT.bool("x", true)).isTrue();
        assertThat(OBJECT.optional("x")).isEmpty();

        assertThat(OBJECT.string("type", "y")).isEqualTo("dense");
        assertThat(OBJECT.integer("units", 1)).isEqualTo(16);
        assertThat(OBJECT.longInteger("seed", 2)).isEqualTo(9007199254740993L);
        assertThat(OBJECT.number("rate", 1)).isEqualTo(0.5);
        assertThat(OBJECT.bool("bias", false)).isTrue();
        assertThat(OBJECT.optional("none")).contains(JsonNull.NULL);
        assertFault(() -> OBJECT.integer("none", 1), "none must be a whole number but is null");
    }

    @Test
    void namesWhatIsAbsent() {
        assertFault(() -> OBJECT.string("x"), "the JSON text lacks the member \"x\"");
        assertFault(() -> OBJECT.objects("layers").get(2).get("x"), "layers[2] lacks the member \"x\"");
    }

    @Test
    void namesWhatIsOfAnotherKind() {
        assertFault(() -> OBJECT.string("units"), "units must be a string but is the number 16");
        assertFault(() -> OBJECT.number("type"), "type must be a number but is the string \"dense\"");
        assertFault(() -> OBJECT.bool("mean"), "mean must be true or false but is an array");
        assertFault(() -> OBJECT.object("mean"), "mean must be an object but is an array");
        assertFault(() -> OBJECT.array("bias"), "bias must be an array but is true");
        assertFault(() -> OBJECT.longInteger("none"), "none must be a whole number but is null");
        assertFault(() -> OBJECT.strings("mixed"), "mixed[0] must be a string but is the number 1");
        assertFault(() -> OBJECT.numbers("mixed"), "mixed[1] must be a number but is the string \"x\"");
        assertFault(() -> OBJECT.objects("mixed"), "mixed[0] must be an object but is the number 1");
    }

    @Test
    void namesNumbersThatAreNotWholeOrTooLarge() {
        assertFault(
                () -> OBJECT.integer("rate"), "rate must be a whole number from -2147483648 to 2147483647 but is 0.5");
        assertFault(
                () -> OBJECT.integer("seed"),
                "seed must be a whole number from -2147483648 to 2147483647 but is 9007199254740993");
        assertFault(
                () -> OBJECT.integers("offsets"),
                "offsets[1] must be a whole number from -2147483648 to 2147483647 but is 5000000000");
        assertFault(() -> OBJECT.longInteger("rate"), "rate must be a whole number from -2^63 to 2^63 - 1 but is 0.5");
        assertFault(
                () -> OBJECT.longIntegers("mean"), "mean[1] must be a whole number from -2^63 to 2^63 - 1 but is 2.5");
    }

    @Test
    void namesThePathOfNestedMembers() {
        JsonObject layer = OBJECT.objects("layers").get(2);
        assertFault(() -> layer.integer("units"), "layers[2].units must be a whole number but is the string \"x\"");
        assertFault(
                () -> layer.object("inner").numbers("a b"),
                "layers[2].inner.\"a b\"[1] must be a number but is an array");
    }

    @Test
    void cutsLongTextsInMessages() {
        String longText = "x".repeat(59) + "😀" + "y".repeat(1000);
        JsonObject object = JsonObject.builder().put("a", longText).build();
        assertFault(() -> object.bool("a"), "a must be true or false but is the string \"" + "x".repeat(59) + "...\"");
        JsonObject deep = JsonObject.parse("{\"" + longText + "\":{}}").object(longText);
        assertFault(() -> deep.get("b"), "\"" + "x".repeat(59) + "...\" lacks the member \"b\"");
    }

    @Test
    void refusesUnknownMembers() {
        JsonObject layer = OBJECT.objects("layers").get(2);
        layer.refuseOthers("units", "inner", "type");
        assertFault(
                () -> layer.refuseOthers("type", "units"),
                "layers[2] has the unknown member \"inner\"; known are type, units");
        assertFault(() -> layer.refuseOthers(), "layers[2] has the unknown member \"units\"; it may have none");
    }

    @Test
    void refusesTextsThatAreNotAnObject() {
        assertFault(() -> JsonObject.parse("[1]"), "the JSON text must be an object but is an array");
    }

    @Test
    void equalityIgnoresTheOrderOfMembersAndTheirPlace() {
        JsonObject one = JsonObject.parse("{\"a\":1,\"b\":2}");
        JsonObject other = JsonObject.parse("{\"x\":{\"b\":2,\"a\":1}}").object("x");
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(JsonObject.parse("{\"a\":1}"));
        assertThat(other.members().keySet()).containsExactly("b", "a");
    }

    @Test
    void isImmutable() {
        Map<String, JsonValue> members = new HashMap<>(Map.of("a", JsonNull.NULL));
        JsonObject object = new JsonObject(members);
        members.clear();
        assertThat(object.members()).containsOnlyKeys("a");
        assertThatThrownBy(() -> object.members().clear()).isInstanceOf(UnsupportedOperationException.class);
        members.put("b", null);
        assertThatNullPointerException().isThrownBy(() -> new JsonObject(members));
    }

    private static void assertFault(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .hasMessage(message)
                .asInstanceOf(type(JsonException.class))
                .returns(0, JsonException::line)
                .returns(0, JsonException::column);
    }
}
