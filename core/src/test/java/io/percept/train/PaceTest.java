package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MICROS = 1_000;

    private long now;
    private final Pace pace = new Pace(() -> now);

    /** Steps until the next wait, on a device that takes so long for each. */
    private int stretch(long nanosPerStep) {
        int steps = 1;
        while (!pace.isDue()) {
            steps++;
        }
        now += steps * nanosPerStep;
        pace.waited();
        return steps;
    }

    @Test
    void stretchesGrowToASecond() {
        pace.start();
        assertThat(stretch(500 * MICROS)).isEqualTo(16);
        assertThat(stretch(500 * MICROS)).isEqualTo(64);
        assertThat(stretch(500 * MICROS)).isEqualTo(256);
        assertThat(stretch(500 * MICROS)).isEqualTo(1024);
        assertThat(stretch(500 * MICROS)).isEqualTo(2000);
        assertThat(stretch(500 * MICROS)).isEqualTo(2000);
    }

    @Test
    void aDeviceThatBecomesSlowIsAskedAfterFewerSteps() {
        pace.start();
        stretch(500 * MICROS);
        assertThat(stretch(400_000 * MICROS)).isEqualTo(64);
        assertThat(stretch(3_000_000 * MICROS)).isEqualTo(2);
        assertThat(stretch(3_000_000 * MICROS)).isEqualTo(1);
        assertThat(stretch(10 * MICROS)).isEqualTo(1);
        assertThat(stretch(10 * MICROS)).isEqualTo(4);
    }

    @Test
    void theTimeBetweenEpochsIsNoTimeOfSteps() {
        pace.start();
        stretch(500 * MICROS);
        now += 3_600_000_000_000L;
        pace.start();
        assertThat(stretch(500 * MICROS)).isEqualTo(64);
        assertThat(stretch(500 * MICROS)).isEqualTo(256);
    }
}
