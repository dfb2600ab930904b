package io.percept.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {
    @Test
    void readsEveryKindOfValue() {
        JsonObject object = JsonObject.parse("""
                 { "a" : [ 1 , -2.5e-1,"x" , true,false , null, {}, [] ],\t"b":{"c":0}}\r
                """);
        assertThat(object.array("a"))
                .containsExactly(
                        JsonNumber.of(1),
                        JsonNumber.of(-0.25),
                        new JsonString("x"),
                        new JsonBoolean(true),
                        new JsonBoolean(false),
                        JsonNull.NULL,
                        JsonObject.builder().build(),
                        new JsonArray(List.of()));
        assertThat(object.object("b").integer("c")).isZero();
        assertThat(object.members().keySet()).containsExactly("a", "b");
    }

    @Test
    void readsPlainValuesAsWholeTexts() {
        assertThat(JsonValue.parse(" \"x\" ")).isEqualTo(new JsonString("x"));
        assertThat(JsonValue.parse("7")).isEqualTo(JsonNumber.of(7));
        assertThat(JsonValue.parse("null")).isEqualTo(JsonNull.NULL);
    }

    @Test
    void readsEveryEscape() {
        assertThat(JsonValue.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u00E9\\uD83D\\ude00é😀\\u0000\""))
                .isEqualTo(new JsonString("\"\\/\b\f\n\r\tAéé😀é😀\0"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, -0",
        "-0.0e5, -0",
        "1e2, 100",
        "1.50, 1.5",
        "10e-1, 1",
        "1E+2, 100",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "9007199254740993, 9007199254740993",
        "1e18, 1000000000000000000",
        "9223372036854775808, 9223372036854775808",
        "1e19, 1e19",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "4.9e-324, 5e-324",
        "1e-400, 0",
        "-1e-99999999999999999999, -0",
        "0e99999999999999999999, 0",
        "0.1000000000000000055511151231257827, 0.1"
    })
    void readsNumbersIntoTheirCanonicalForm(String literal, String canonical) {
        String text = JsonValue.parse(literal).toString();
        assertThat(Double.parseDouble(text)).isEqualTo(Double.parseDouble(literal));
        // 2^63 does not fit a long and is kept as a double, whose shortest form has fewer digits.
        assertThat(text).isEqualTo(canonical.equals("9223372036854775808") ? "9223372036854776000" : canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "`` ~ 1 ~ 1 ~ expected a value but found the end of the text",
                "`  ` ~ 1 ~ 3 ~ expected a value but found the end of the text",
                "[1,] ~ 1 ~ 4 ~ expected a value but found ']'",
                "[1 2] ~ 1 ~ 4 ~ expected ',' or ']' after an element but found '2'",
                "[1 ~ 1 ~ 3 ~ expected ',' or ']' after an element but found the end of the text",
                "[,1] ~ 1 ~ 2 ~ expected a value but found ','",
                "{\"a\":1,} ~ 1 ~ 8 ~ expected a member's name in quotes but found '}'",
                "{a:1} ~ 1 ~ 2 ~ expected a member's name in quotes or '}' but found 'a'",
                "{\"a\" 1} ~ 1 ~ 6 ~ expected ':' after a member's name but found '1'",
                "{\"a\":} ~ 1 ~ 6 ~ expected a value but found '}'",
                "{\"a\":1 \"b\":2} ~ 1 ~ 8 ~ expected ',' or '}' after a member but found '\"'",
                "{ ~ 1 ~ 2 ~ expected a member's name in quotes or '}' but found the end of the text",
                "{\"a\":1,\"b\":2,\"a\":3} ~ 1 ~ 14 ~ the name \"a\" occurs twice in one object",
                "1 2 ~ 1 ~ 3 ~ expected the end of the text but found '2'",
                "{}{} ~ 1 ~ 3 ~ expected the end of the text but found '{'",
                "01 ~ 1 ~ 1 ~ a number must not begin with extra zeros",
                "-01 ~ 1 ~ 1 ~ a number must not begin with extra zeros",
                "+1 ~ 1 ~ 1 ~ expected a value but found '+'",
                ".5 ~ 1 ~ 1 ~ expected a value but found '.'",
                "1. ~ 1 ~ 3 ~ expected a digit after the decimal point but found the end of the text",
                "1.e2 ~ 1 ~ 3 ~ expected a digit after the decimal point but found 'e'",
                "1e ~ 1 ~ 3 ~ expected a digit in the exponent but found the end of the text",
                "1e+- ~ 1 ~ 4 ~ expected a digit in the exponent but found '-'",
                "- ~ 1 ~ 2 ~ expected a digit after '-' but found the end of the text",
                "0x10 ~ 1 ~ 2 ~ expected the end of the text but found 'x'",
                "NaN ~ 1 ~ 1 ~ expected a value but found 'N'",
                "nan ~ 1 ~ 1 ~ expected a value but found 'n'",
                "Infinity ~ 1 ~ 1 ~ expected a value but found 'I'",
                "-Infinity ~ 1 ~ 2 ~ expected a digit after '-' but found 'I'",
                "1e309 ~ 1 ~ 1 ~ the number is beyond the range of a double (about ±1.8e308)",
                "tru ~ 1 ~ 1 ~ expected a value but found 't'",
                "True ~ 1 ~ 1 ~ expected a value but found 'T'",
                "truely ~ 1 ~ 5 ~ expected the end of the text but found 'l'",
                "'a' ~ 1 ~ 1 ~ expected a value but found '''",
                "/* */ 1 ~ 1 ~ 1 ~ expected a value but found '/'",
                "\"a ~ 1 ~ 3 ~ expected '\"' at the end of a string but found the end of the text",
                "\"\\x\" ~ 1 ~ 3 ~ expected one of \" \\ / b f n r t u after '\\' but found 'x'",
                "\"\\ ~ 1 ~ 3 ~ expected one of \" \\ / b f n r t u after '\\' but found the end of the text",
                "\"\\u12g4\" ~ 1 ~ 6 ~ expected four hexadecimal digits after \\u but found 'g'",
                "\"\\u12 ~ 1 ~ 6 ~ expected four hexadecimal digits after \\u but found the end of the text",
                "\"\\u٠٠٠٠\" ~ 1 ~ 4 ~ expected four hexadecimal digits after \\u but found '٠'",
                "\"\\ud800\" ~ 1 ~ 2 ~ an escaped surrogate stands without the other of its pair",
                "\"\\ud800\\u0041\" ~ 1 ~ 2 ~ an escaped surrogate stands without the other of its pair",
                "\"\\udc00\\ud800\" ~ 1 ~ 2 ~ an escaped surrogate stands without the other of its pair",
                "\"\\ud800\\n\" ~ 1 ~ 2 ~ an escaped surrogate stands without the other of its pair",
            })
    void refusesWhatIsNotJson(String text, int line, int column, String message) {
        assertFault(text, line, column, message);
    }

    @Test
    void refusesCharactersThatNoJsonTextHas() {
        assertFault(
                "\"a\nb\"",
                1,
                3,
                "expected an escape such as \\n in place of a control character but found the character U+000A");
        assertFault(
                "\"\0\"",
                1,
                2,
                "expected an escape such as \\n in place of a control character but found the character U+0000");
        assertFault("1\0", 1, 2, "expected the end of the text but found the character U+0000");
        assertFault("\uFEFF1", 1, 1, "expected a value but found the character U+FEFF");
        assertFault("1\u00a0", 1, 2, "expected the end of the text but found the character U+00A0");
        assertFault("\"x\ud800\"", 1, 3, "a surrogate stands without the other of its pair");
        assertFault("\"\udc00\ud800\"", 1, 2, "a surrogate stands without the other of its pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void countsLinesHoweverTheyEnd(String lineEnd) {
        assertFault(
                "[" + lineEnd + "\"😀\"," + lineEnd + lineEnd + " \"😀\" x]",
                4,
                6,
                "expected ',' or ']' after an element but found 'x'");
    }

    @Test
    void refusesTextsNestedTooDeep() {
        assertThat(JsonValue.parse("[".repeat(64) + "]".repeat(64))).isInstanceOf(JsonArray.class);
        String message = "arrays and objects may be nested at most 64 deep";
        assertFault("[".repeat(65) + "]".repeat(65), 1, 65, message);
        assertFault("[".repeat(1_000_000), 1, 65, message);
        assertFault("{\"a\":".repeat(65) + "1" + "}".repeat(65), 1, 321, message);
    }

    @Test
    void refusesNumbersOfUnreasonableLength() {
        assertThat(JsonValue.parse("0." + "1".repeat(998))).isEqualTo(JsonNumber.of(1.0 / 9));
        assertFault("0." + "1".repeat(999), 1, 1, "a number may have at most 1000 characters");
    }

    @Test
    void refusesTextsLongerThanTheCallerAllows() {
        assertThat(JsonValue.parse("[1]", 3)).isInstanceOf(JsonArray.class);
        assertThatThrownBy(() -> JsonValue.parse("[1] ", 3))
                .isInstanceOf(JsonException.class)
                .hasMessage("the text has 4 characters, but at most 3 are allowed here");
    }

    @Test
    void everyTruncationOfATextIsRefused() {
        String text = "{\"a\":[1,-2.5e-1,\"\\u00e9x\",true,null,{}],\"b\":{\"c\":false}}";
        assertThat(JsonValue.parse(text)).hasToString("{\"a\":[1,-0.25,\"éx\",true,null,{}],\"b\":{\"c\":false}}");
        for (int length = 0; length < text.length(); length++) {
            String prefix = text.substring(0, length);
            assertThatThrownBy(() -> JsonValue.parse(prefix)).as(prefix).isInstanceOf(JsonException.class);
        }
    }

    private static void assertFault(String text, int line, int column, String message) {
        assertThatThrownBy(() -> JsonValue.parse(text))
                .hasMessage("line " + line + ", column " + column + ": " + message)
                .asInstanceOf(type(JsonException.class))
                .returns(line, JsonException::line)
                .returns(column, JsonException::column);
    }
}
