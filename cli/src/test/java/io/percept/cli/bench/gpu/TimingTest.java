package io.percept.cli.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimingTest {
    private static final Timing OURS = new Timing(List.of(1.0, 2.0, 4.0));

    @Test
    void theMedianIsTheMiddleOne() {
        assertThat(new Timing(List.of(3.0, 1.0, 2.0)).median()).isEqualTo(2);
        assertThat(new Timing(List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
        assertThatThrownBy(() -> new Timing(List.of())).hasMessage("a timing without a round");
    }

    @Test
    void aSpeedIsTheMedianOfTheRoundsRatios() {
        // Round by round 3, 3, 2; the ratio of the medians would be 3 as well with the last one at 12.
        assertThat(OURS.speedOver(new Timing(List.of(3.0, 6.0, 8.0)))).isEqualTo(3);
        assertThat(OURS.speedOver(new Timing(List.of(10.0)))).isEqualTo(10);
    }

    @Test
    void theSpreadIsHalfTheDistanceBetweenTheQuarters() {
        assertThat(new Timing(List.of(8.0, 9.0, 10.0, 11.0, 12.0)).spread()).isCloseTo(0.1, within(1e-12));
        assertThat(new Timing(List.of(5.0)).spread()).isZero();
    }

    @Test
    void contestantsTakeTurnsAndAnotherOneBeginsEachTime() {
        StringBuilder order = new StringBuilder();
        List<Turns.Contestant> contestants = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            contestants.add(() -> order.append(name).length());
        }
        List<Timing> timings = new Turns(3, new Budget(1, () -> 0)).take(contestants);

        assertThat(order).hasToString("abcbcacab");
        assertThat(timings)
                .extracting(Timing::seconds)
                .containsExactly(List.of(1.0, 6.0, 8.0), List.of(2.0, 4.0, 9.0), List.of(3.0, 5.0, 7.0));
    }

    @Test
    void roundsEndWithTheTimeButThereIsOne() {
        long[] now = {0};
        Turns turns = new Turns(9, new Budget(2.5e-9, () -> now[0]));

        assertThat(turns.take(List.of(() -> ++now[0])).get(0).seconds()).containsExactly(1.0, 2.0, 3.0);
        assertThat(turns.take(List.of(() -> ++now[0])).get(0).seconds()).containsExactly(4.0);
    }
}
