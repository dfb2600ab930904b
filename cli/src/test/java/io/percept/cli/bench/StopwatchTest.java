package io.percept.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopwatchTest {
    private static final long MILLISECOND = 1_000_000;

    private final List<Integer> calls = new ArrayList<>();
    private long now;

    /** Seconds of each repetition of something that takes a millisecond a run. */
    private double[] measure(Effort effort) {
        return new Stopwatch(effort, () -> now).measure(runs -> {
            calls.add(runs);
            now += runs * MILLISECOND;
        });
    }

    @Test
    void shortWorkRunsSeveralTimesInARepetition() {
        double[] seconds = measure(new Effort(3, 0, 0.006));

        assertThat(calls).containsExactly(1, 2, 4, 8, 8, 8, 8);
        assertThat(seconds).containsExactly(new double[] {0.001, 0.001, 0.001}, within(1e-12));
    }

    @Test
    void theWarmUpLastsAsLongAsWasAsked() {
        measure(new Effort(1, 0.05, 0.01));

        assertThat(calls.subList(0, calls.size() - 1).stream().mapToInt(i -> i).sum())
                .isGreaterThanOrEqualTo(50);
    }

    @Test
    void withoutWarmUpAndDurationThereIsOneRunBefore() {
        measure(new Effort(2, 0, 0));

        assertThat(calls).containsExactly(1, 1, 1);
    }

    @Test
    void anEffortIsPossible() {
        assertThatThrownBy(() -> new Effort(0, 0, 0)).hasMessage("the repetitions are 0; there must be at least 1");
        assertThatThrownBy(() -> new Effort(1, Double.NaN, 0)).hasMessageContaining("the warm-up is NaN seconds");
        assertThatThrownBy(() -> new Effort(1, -1, 0)).hasMessageContaining("the warm-up is -1.0 seconds");
    }
}
