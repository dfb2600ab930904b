package io.percept.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.backend.CounterRandom;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {
    @ParameterizedTest
    @CsvSource({
        "0.0, 0",
        "-0.0, -0",
        "1.0, 1",
        "-3.0, -3",
        "0.1, 0.1",
        "0.001, 0.001",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "-1.25e-9, -1.25e-9",
        "100000000000000000000, 1e20",
        "1e15, 1000000000000000",
        "9.007199254740993e15, 9007199254740992",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "4.9e-324, 5e-324",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "0.30000000000000004, 0.30000000000000004"
    })
    void writesDoublesInTheirShortestForm(double value, String text) {
        assertThat(JsonNumber.of(value)).hasToString(text);
    }

    /** Numbers that {@code Double.toString} writes longer before JDK 19, and a power of two whose closest decimal lies too low. */
    @ParameterizedTest
    @ValueSource(strings = {"2e23", "2.2e-322", "8.41e21", "5.684341886080802e-14", "2.0e-3", "1.1e-5"})
    void writesDoublesInTheirShortestFormOnEveryJdk(String shortest) {
        String plain = shortest.equals("2.0e-3") ? "0.002" : shortest.equals("1.1e-5") ? "0.000011" : shortest;
        assertThat(JsonNumber.of(Double.parseDouble(shortest))).hasToString(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "16777216, 16777216",
        "1.0e10, 10000000000",
        "3.4028235e38, 3.4028235e38",
        "1.4e-45, 1e-45",
        "-0.0, -0",
        "1.17549435e-38, 1.1754944e-38",
        "0.33333334, 0.33333334"
    })
    void writesFloatsInTheShortestFormOfTheFloat(float value, String text) {
        assertThat(JsonNumber.of(value)).hasToString(text);
    }

    @Test
    void everyDoubleReadsBackAsItselfAndNoDecimalWithADigitLessDoes() {
        CounterRandom random = new CounterRandom(11, 0);
        for (int i = 0; i < 2000; i++) {
            double value = Double.longBitsToDouble(((long) random.nextInt() << 32) ^ random.nextInt());
            if (Double.isFinite(value)) {
                String text = JsonNumber.of(value).toString();
                assertThat(Double.parseDouble(text)).isEqualTo(value);
                assertThat(JsonValue.parse(text)).isEqualTo(JsonNumber.of(value));
                assertThat(digits(text)).isLessThanOrEqualTo(digits(Double.toString(value)));
            }
        }
    }

    @Test
    void everyFloatReadsBackAsItself() {
        CounterRandom random = new CounterRandom(12, 0);
        for (int i = 0; i < 2000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                JsonNumber number = JsonNumber.of(value);
                assertThat((float) number.asDouble()).isEqualTo(value);
                assertThat(JsonValue.parse(number.toString())).isEqualTo(number);
                assertThat(digits(number.toString())).isLessThanOrEqualTo(digits(Float.toString(value)));
            }
        }
    }

    private static int digits(String number) {
        String mantissa = number.toLowerCase(Locale.ROOT).replaceAll("e.*", "");
        return mantissa.replaceAll("[-.]", "")
                .replaceAll("^0+", "")
                .replaceAll("0+$", "")
                .length();
    }

    @Test
    void wholeNumbersAreExact() {
        assertThat(number("9007199254740993").asLong()).isEqualTo(9007199254740993L);
        assertThat(number("-9223372036854775808").asLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(number("1e3").asInt()).isEqualTo(1000);
        assertThat(number("-0").asInt()).isZero();
        assertThat(number("2147483647").asInt()).isEqualTo(Integer.MAX_VALUE);
        assertThat(number("-2147483648").asInt()).isEqualTo(Integer.MIN_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "-2147483649", "0.5", "1e-7", "1e300", "9223372036854775808"})
    void refusesToRoundToAnInt(String text) {
        assertThat(number(text).isInt()).isFalse();
        assertThatThrownBy(() -> number(text).asInt())
                .isInstanceOf(JsonException.class)
                .hasMessageEndingWith("is not a whole number from -2147483648 to 2147483647");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "0.5", "1e19", "-1e300"})
    void refusesToRoundToALong(String text) {
        assertThat(number(text).isLong()).isFalse();
        assertThatThrownBy(() -> number(text).asLong())
                .isInstanceOf(JsonException.class)
                .hasMessageEndingWith("is not a whole number from -2^63 to 2^63 - 1");
    }

    @Test
    void numbersAreEqualWhenTheirValuesAre() {
        assertThat(number("1.0")).isEqualTo(JsonNumber.of(1)).hasSameHashCodeAs(JsonNumber.of(1));
        assertThat(JsonNumber.of(1e18)).isEqualTo(number("1000000000000000000"));
        assertThat(JsonNumber.of(0.5f)).isEqualTo(JsonNumber.of(0.5));
        assertThat(JsonNumber.of(0.1f)).isEqualTo(JsonNumber.of(0.1));
        assertThat(JsonNumber.of(-0.0)).isNotEqualTo(JsonNumber.of(0));
        assertThat(number("9007199254740993")).isNotEqualTo(number("9007199254740992"));
    }

    @Test
    void nanAndTheInfinitiesAreNoNumbersButNull() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> JsonNumber.of(value));
            assertThatIllegalArgumentException().isThrownBy(() -> JsonNumber.of((float) value));
            assertThat(JsonValue.of(value)).isEqualTo(JsonNull.NULL);
            assertThat(JsonValue.of((float) value)).isEqualTo(JsonNull.NULL);
        }
        assertThat(JsonValue.of(2.5)).isEqualTo(JsonNumber.of(2.5));
        assertThat(JsonValue.of(2.5f)).isEqualTo(JsonNumber.of(2.5));
    }

    private static JsonNumber number(String text) {
        return (JsonNumber) JsonValue.parse(text);
    }
}
