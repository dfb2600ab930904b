package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaceTest {
    private static Race.Entry entry(String name, double start, Double... rounds) {
        return new Race.Entry(name, start, Arrays.asList(rounds));
    }

    private static Race race(double steps, Race.Entry... entries) {
        return new Race(List.of(entries), steps);
    }

    private static String winner(Race race) {
        return race.ranking().get(0).name();
    }

    @Test
    void theWholeTrainingCounts() {
        Race.Entry atOnce = entry("at once", 0, 2.0, 2.0, 2.0);
        Race.Entry later = entry("later", 50, 1.0, 1.0, 1.0);

        assertThat(winner(race(40, atOnce, later))).isEqualTo("at once");
        assertThat(winner(race(60, atOnce, later))).isEqualTo("later");
        assertThat(race(60, atOnce, later).whole(later)).isEqualTo(110);
    }

    @Test
    void aFewRoundsThatOtherWorkDisturbedDoNotCount() {
        Race race = race(1, entry("a", 0, 1.0, 9.0, 1.0, 9.0, 1.0), entry("b", 0, 2.0, 2.0, 2.0, 2.0, 2.0));

        assertThat(winner(race)).isEqualTo("a");
        assertThat(race.isClear()).isFalse();
    }

    @Test
    void whatEveryRoundSupportsIsClear() {
        assertThat(race(1, entry("a", 0, 1.0, 5.0, 1.0), entry("b", 0, 2.0, 10.0, 2.0))
                        .isClear())
                .as("a busy machine that slows both")
                .isTrue();
        assertThat(race(1, entry("a", 0, 1.0, 1.05, 1.0), entry("b", 0, 1.02, 1.0, 1.02))
                        .isClear())
                .as("either is a good choice")
                .isTrue();
        assertThat(race(1, entry("a", 0, 1.0, 1.0, 1.2), entry("b", 0, 1.5, 1.5, 1.0))
                        .isClear())
                .isFalse();
        assertThat(race(1, entry("a", 0, 1.0, 1.0, 1.0), entry("hopeless", 0, 9.0, 9.0))
                        .isClear())
                .isTrue();
        assertThat(race(1, entry("a", 0, 1.0), entry("b", 0, 9.0)).isClear())
                .as("one round")
                .isFalse();
        assertThat(race(1, entry("alone", 0, 1.0)).isClear()).isTrue();
    }
}
