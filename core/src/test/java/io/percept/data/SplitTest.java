package io.percept.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
    @Test
    void givesEveryRowToOneSideAndKeepsTheOrder() {
        for (Targets targets : List.of(classes(5, 17, 1, 40), reals(63))) {
            Split split = numbered(targets).split(0.3, 42);
            int[] rest = rowsOf(split.rest());
            int[] part = rowsOf(split.part());

            assertThat(part).hasSize(19).isSorted();
            assertThat(rest).hasSize(44).isSorted();
            assertThat(IntStream.concat(Arrays.stream(rest), Arrays.stream(part))
                            .sorted()
                            .toArray())
                    .isEqualTo(IntStream.range(0, 63).toArray());
        }
    }

    @Test
    void takesTargetsAlongWithTheirRows() {
        Split split = numbered(classes(3, 4)).split(0.5, 1);
        for (Dataset side : List.of(split.rest(), split.part())) {
            int[] expected =
                    Arrays.stream(rowsOf(side)).map(row -> row < 3 ? 0 : 1).toArray();
            assertThat(((ClassTargets) side.targets()).labels()).isEqualTo(expected);
        }
    }

    @Test
    void givesEachClassItsShareWithTheLargestRemaindersRoundedUp() {
        // 20 of 66 rows: shares 3.03, 12.12, 0.30 and 4.55 give 3, 12, 0 and 4; the twentieth row comes from the last
        // class.
        assertThat(numbered(classes(10, 40, 1, 15)).split(0.3, 7).part().classCounts())
                .containsExactly(3, 12, 0, 5);
        // Equal remainders of a half: the first classes round up.
        assertThat(numbered(classes(1, 1, 1, 1)).split(0.5, 7).part().classCounts())
                .containsExactly(1, 1, 0, 0);
        assertThat(numbered(classes(0, 50, 50)).split(0.2, 7).part().classCounts())
                .containsExactly(0, 10, 10);
    }

    @Test
    void theSeedDecides() {
        Dataset data = numbered(reals(100));
        assertThat(rowsOf(data.split(0.5, 3).part()))
                .isEqualTo(rowsOf(data.split(0.5, 3).part()));
        assertThat(rowsOf(data.split(0.5, 3).part()))
                .isNotEqualTo(rowsOf(data.split(0.5, 4).part()));
    }

    @Test
    void everyRowIsEquallyLikelyInThePart() {
        Dataset data = numbered(reals(10));
        int[] counts = new int[10];
        for (int seed = 0; seed < 2000; seed++) {
            for (int row : rowsOf(data.split(0.3, seed).part())) {
                counts[row]++;
            }
        }
        // Binomial: mean 600, standard deviation sqrt(2000 x 0.3 x 0.7) = 20.5; five of them.
        for (int count : counts) {
            assertThat(count).isBetween(497, 703);
        }
    }

    @Test
    void aFractionOfZeroGivesAnEmptyPart() {
        Split split = numbered(classes(2, 2)).split(0, 1);
        assertThat(split.part().rows()).isZero();
        assertThat(split.rest().rows()).isEqualTo(4);
        assertThat(split.part().split(0, 1).rest().rows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 2, Double.NaN})
    void refusesOtherFractions(double fraction) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> numbered(reals(10)).split(fraction, 1))
                .withMessage("the fraction to split off is " + fraction + "; it must be at least 0 and below 1");
    }

    @Test
    void refusesASideWithoutRows() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> numbered(reals(4)).split(0.1, 1))
                .withMessage("splitting a fraction of 0.1 off 4 rows leaves no row in the part split off;"
                        + " use a larger fraction or more data");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> numbered(reals(4)).split(0.9, 1))
                .withMessage("splitting a fraction of 0.9 off 4 rows leaves no row in the rest;"
                        + " use a smaller fraction or more data");
    }

    /** A data set whose one feature is the number of the row. */
    private static Dataset numbered(Targets targets) {
        float[] features = new float[targets.rows()];
        for (int row = 0; row < features.length; row++) {
            features[row] = row;
        }
        return Dataset.ofFloats(features, List.of("row"), targets);
    }

    private static int[] rowsOf(Dataset data) {
        return IntStream.range(0, data.rows())
                .map(i -> (int) data.feature(i, 0))
                .toArray();
    }

    private static ClassTargets classes(int... counts) {
        int[] labels = IntStream.range(0, counts.length)
                .flatMap(k -> IntStream.generate(() -> k).limit(counts[k]))
                .toArray();
        return new ClassTargets(
                labels, IntStream.range(0, counts.length).mapToObj(k -> "c" + k).toList());
    }

    private static RealTargets reals(int rows) {
        return new RealTargets(new float[rows], List.of("y"));
    }
}
