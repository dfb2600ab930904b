package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void cosineFallsFromOneToZero() {
        Schedule cosine = new Schedule.Cosine();
        assertThat(cosine.factor(0, 20)).isEqualTo(1);
        assertThat(cosine.factor(5, 20)).isCloseTo((1 + Math.sqrt(0.5)) / 2, within(1e-15));
        assertThat(cosine.factor(10, 20)).isCloseTo(0.5, within(1e-15));
        assertThat(cosine.factor(20, 20)).isZero();
        assertThat(cosine.factor(21, 20)).as("after the end").isZero();
        for (int step = 0; step < 20; step++) {
            assertThat(cosine.factor(step + 1, 20)).isLessThan(cosine.factor(step, 20));
        }
    }

    @Test
    void constantStays() {
        assertThat(new Schedule.Constant().factor(19, 20)).isEqualTo(1);
    }
}
