package io.percept.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellTextTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "-1.5, -1.5", "+2, 2", ".5, 0.5", "5., 5", "1e3, 1000", "1E-2, 0.01", "' 7 ', 7", "1e-50, 0"})
    void readsNumbers(String text, float expected) {
        assertThat(CellText.number(text)).isEqualTo(expected);
        assertThat(CellText.isWord(text)).isFalse();
    }

    @Test
    void roundsToTheNearestFloatAtOnce() {
        // Just above the middle of 1 and the next float; by way of a double it would round to the middle and then down
        // to 1.
        assertThat(CellText.number("1.00000005960464477539062500001")).isEqualTo(Math.nextUp(1f));
        assertThat(CellText.number("3.4028235e38")).isEqualTo(Float.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "abc", "1f", "1d", "0x10", "0x1p3", "1,5", "1 2", "--1", "e5", ".", "-", "1e39", "-1e39", "nan", "٣"
            })
    void refusesWhatIsNoFiniteFloat(String text) {
        assertThat(CellText.number(text)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "nan", "-nan", "inf", "-Inf", "+INFINITY", "Infinity"})
    void knowsTheLiteralsOfNumbersThatAreNotFinite(String text) {
        assertThat(CellText.number(text)).isNaN();
        assertThat(CellText.isWord(text)).isFalse();
        assertThat(CellText.problem(text)).isEqualTo("holds \"" + text + "\"; numbers must be finite");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "?", "NA", "n/a", "NULL", "None", "-", "1e39", "12"})
    void doesNotTakeMissingValuesAndNumbersForWords(String text) {
        assertThat(CellText.isWord(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"setosa", "x1", "1x", "1f", "0x10", "info", "nano"})
    void knowsWords(String text) {
        assertThat(CellText.isWord(text)).isTrue();
    }

    @Test
    void saysWhyATextIsNoNumber() {
        assertThat(CellText.problem("abc")).isEqualTo("holds \"abc\", which is not a number");
        assertThat(CellText.problem(" ")).isEqualTo("is empty; missing values must be filled in or their rows removed");
        assertThat(CellText.problem("?"))
                .isEqualTo("holds \"?\"; missing values must be filled in or their rows removed");
        assertThat(CellText.problem("1e39"))
                .isEqualTo("holds \"1e39\", which is too large for a float32 (at most 3.4028235E38)");
        assertThat(CellText.problem("a\nb".repeat(100)))
                .isEqualTo("holds \"" + "a b".repeat(13) + "a...\", which is not a number");
    }

    @Test
    void knowsIntegers() {
        for (String integer : new String[] {"3", "-3", "+3", "3.0", "3.", "007", "999999999999999999"}) {
            assertThat(CellText.isInteger(integer)).as(integer).isTrue();
        }
        for (String other : new String[] {"", "3.5", "3.01", "1e3", "a", "9999999999999999999", "-"}) {
            assertThat(CellText.isInteger(other)).as(other).isFalse();
        }
        assertThat(CellText.integer("-3.0")).isEqualTo(-3);
        assertThat(CellText.integer("+12")).isEqualTo(12);
        assertThat(CellText.withoutZeroDecimals("3.00")).isEqualTo("3");
        assertThat(CellText.withoutZeroDecimals("3.5")).isEqualTo("3.5");
        assertThat(CellText.withoutZeroDecimals("v1.0")).isEqualTo("v1.0");
    }
}
