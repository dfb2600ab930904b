package io.percept.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.CounterRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {
    @Test
    void roundNumbersAroundTheValues() {
        assertThat(Ticks.linear(0.03, 0.97, false).values())
                .containsExactly(0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0);
        assertThat(Ticks.linear(-3, 11, false).values()).containsExactly(-5.0, 0.0, 5.0, 10.0, 15.0);
        assertThat(Ticks.linear(0, 1, false).low()).isZero();
    }

    @Test
    void nothingBetweenWholeNumbersIsLabelled() {
        assertThat(Ticks.linear(1, 3, true).values()).containsExactly(1.0, 2.0, 3.0);
        assertThat(Ticks.linear(1, 3, false).values()).contains(1.5);
    }

    @Test
    void oneValueIsInTheMiddle() {
        for (double value : new double[] {0, 7, -2e-9, 3e12}) {
            Ticks ticks = Ticks.linear(value, value, false);
            assertThat(value).isBetween(Math.nextUp(ticks.low()), Math.nextDown(ticks.high()));
        }
        Ticks logarithmic = Ticks.logarithmic(100, 100);
        assertThat(logarithmic.low()).isLessThanOrEqualTo(100);
        assertThat(logarithmic.high()).isGreaterThan(100);
    }

    @Test
    void powersOfTenAndWhatLiesBetweenFewOfThem() {
        assertThat(Ticks.logarithmic(0.03, 1.2).values()).containsExactly(0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0);
        assertThat(Ticks.logarithmic(2, 3000).values()).containsExactly(1.0, 10.0, 100.0, 1000.0, 10000.0);
        assertThat(Ticks.logarithmic(1e-20, 1e10).values()).hasSizeBetween(5, 14);
    }

    @Test
    void theEndsEncloseTheValuesAndTheLabelsAreFew() {
        CounterRandom random = new CounterRandom(3, 0);
        for (int i = 0; i < 2000; i++) {
            double least = Math.exp(10 * random.nextGaussian());
            double most = least * (1 + Math.exp(5 * random.nextGaussian()));
            check(Ticks.logarithmic(least, most), least, most, 14);
            check(Ticks.linear(least, most, false), least, most, 9);
            check(Ticks.linear(-most, least, false), -most, least, 9);
        }
    }

    private static void check(Ticks ticks, double least, double most, int labels) {
        String what = ticks + " for " + least + " to " + most;
        double slack = 1e-8 * Math.max(Math.abs(least), Math.abs(most));
        assertThat(ticks.low()).as(what).isLessThanOrEqualTo(least + slack).isLessThan(ticks.high());
        assertThat(ticks.high()).as(what).isGreaterThanOrEqualTo(most - slack);
        assertThat(ticks.values()).as(what).isSorted().doesNotHaveDuplicates().hasSizeBetween(2, labels);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.6000000000000001, 0.6",
        "5, 5",
        "1000, 1000",
        "20000, '20,000'",
        "1500000, 15e5",
        "1e7, 1e7",
        "0.00002, 2e-5",
        "-12500, '-12,500'",
        "0.0005, 0.0005"
    })
    void labelsAreShort(double value, String label) {
        assertThat(Ticks.label(value)).isEqualTo(label);
    }
}
