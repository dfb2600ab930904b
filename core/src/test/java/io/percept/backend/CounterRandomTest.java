package io.percept.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterRandomTest {
    /** Known answers that the generator's authors publish with their library Random123 (kat_vectors, philox4x32 10). */
    @Test
    void givesThePublishedKnownAnswers() {
        CounterRandom zeros = new CounterRandom(0, 0);
        assertThat(words(zeros, 4)).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);

        assertThat(IntStream.range(0, 4).map(i -> CounterRandom.wordAt(0, 0, i)).toArray())
                .containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    }

    @Test
    void cursorAndRandomAccessAgree() {
        CounterRandom cursor = new CounterRandom(42, 7);
        for (int i = 0; i < 1000; i++) {
            assertThat(CounterRandom.wordAt(42, 7, i)).isEqualTo(cursor.nextInt());
        }
    }

    @Test
    void seedsAndStreamsDiffer() {
        assertThat(words(new CounterRandom(1, 0), 8)).isNotEqualTo(words(new CounterRandom(2, 0), 8));
        assertThat(words(new CounterRandom(1, 0), 8)).isNotEqualTo(words(new CounterRandom(1, 1), 8));
        assertThat(words(new CounterRandom(1L << 32, 0), 8)).isNotEqualTo(words(new CounterRandom(0, 0), 8));
    }

    @Test
    void boundedIntegersAreEquallyLikely() {
        CounterRandom random = new CounterRandom(3, 0);
        int[] counts = new int[7];
        int draws = 70_000;
        for (int i = 0; i < draws; i++) {
            counts[random.nextInt(7)]++;
        }
        // Standard deviation of a count is sqrt(n p (1 - p)) = 93; five of them.
        for (int count : counts) {
            assertThat(count).isCloseTo(10_000, within(465));
        }
    }

    @Test
    void gaussiansHaveTheStandardMoments() {
        CounterRandom random = new CounterRandom(5, 0);
        int n = 200_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double x = random.nextGaussian();
            sum += x;
            squares += x * x;
        }
        // Five standard errors: 1/sqrt(n) for the mean, sqrt(2/n) for the variance.
        assertThat(sum / n).isCloseTo(0, within(5 / Math.sqrt(n)));
        assertThat(squares / n).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
    }

    @Test
    void permutationsHoldEveryIndexOnce() {
        for (int n : new int[] {0, 1, 2, 17, 1000}) {
            int[] order = new CounterRandom(9, n).permutation(n);
            int[] sorted = order.clone();
            Arrays.sort(sorted);
            assertThat(sorted).isEqualTo(IntStream.range(0, n).toArray());
        }
        assertThat(new CounterRandom(9, 0).permutation(100))
                .isEqualTo(new CounterRandom(9, 0).permutation(100))
                .isNotEqualTo(new CounterRandom(9, 1).permutation(100));
    }

    @Test
    void refusesAnEmptyRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CounterRandom(0, 0).nextInt(0));
    }

    private static int[] words(CounterRandom random, int n) {
        return IntStream.range(0, n).map(i -> random.nextInt()).toArray();
    }
}
