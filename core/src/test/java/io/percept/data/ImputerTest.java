package io.percept.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.percept.backend.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImputerTest {
    private static final float GAP = Float.NaN;

    @Test
    void fillsNumbersWithTheMeanOrTheMedianOfTheOthers() {
        Dataset data = numbers(2, 1, 5, GAP, 7, 2, GAP, 30, GAP);
        assertThat(Imputer.fit(data, Missing.MEAN).values()).containsExactly(11, 6);
        assertThat(Imputer.fit(data, Missing.MEDIAN).values()).containsExactly(2, 6);
    }

    @Test
    void mediansAreThoseOfSortedColumns() {
        CounterRandom random = new CounterRandom(5, 0);
        for (int rows : new int[] {1, 2, 3, 10, 1001, 20_000}) {
            float[] values = new float[rows];
            for (int i = 0; i < rows; i++) {
                values[i] = (float) (Math.pow(10, 30 * random.nextDouble() - 15) * (random.nextInt(2) - 0.5));
            }
            values[rows / 2] = -0f;
            float[] sorted = values.clone();
            Arrays.sort(sorted);
            double expected = ((double) sorted[(rows - 1) / 2] + sorted[rows / 2]) / 2;
            assertThat(Imputer.fit(numbers(1, values), Missing.MEDIAN).values()[0])
                    .as("median of %d", rows)
                    .isEqualTo((float) expected);
        }
    }

    @Test
    void fillsCategoriesWithTheMostFrequentOneTheFirstOfEquals() {
        FeatureColumns columns =
                new FeatureColumns(List.of("c", "d"), Map.of("c", List.of("a", "b"), "d", List.of("x", "y")));
        float[] features = {
            1, 0, 0, 1, //
            0, 1, 1, 0, //
            0, 1, GAP, GAP, //
            GAP, GAP, GAP, GAP,
        };
        Dataset data = Dataset.ofFloats(features, columns, new RealTargets(new float[4], List.of("t")));
        for (Missing missing : List.of(Missing.MEAN, Missing.MEDIAN)) {
            Imputer imputer = Imputer.fit(data, missing);
            assertThat(imputer.values()).containsExactly(0, 1, 1, 0);
            float[] row = {GAP, GAP, 0, 1};
            imputer.fill(row, 1);
            assertThat(row).containsExactly(0, 1, 0, 1);
        }
        assertThat(data.missing()).containsExactly(1, 2);
    }

    @Test
    void theTrainingPartAloneDecides() {
        Dataset training = numbers(1, 1, 3, GAP);
        Preparation fitted = Preparation.fit(training, Missing.MEAN, Scaling.MIN_MAX);
        float[] other = {100, GAP};
        fitted.fill(other, 2);
        assertThat(other).containsExactly(100, 2);
        assertThat(fitted.scaler()).isEqualTo(new Scaler(new float[] {1}, new float[] {0.5f}));
    }

    @Test
    void refusesWhatCannotBeFilled() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Imputer.fit(numbers(2, 1, GAP, 2, GAP), Missing.MEAN))
                .withMessage("the column \"n1\" is missing in all 2 rows to learn from; leave it out");
        assertThatIllegalArgumentException().isThrownBy(() -> Imputer.fit(numbers(1, 1), Missing.ERROR));
        Dataset gap = numbers(2, 1, 2, 3, GAP);
        String message =
                "column \"n1\" is missing in 1 of 2 rows; missing values must be filled in or their rows removed";
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Preparation.fit(gap, Missing.ERROR, Scaling.NONE))
                .withMessage(message);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Preparation.none(2).requireFit(gap))
                .withMessage(message);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> new Imputer(new float[] {0, GAP}))
                .withMessage("the imputation of feature 1 is NaN; it must be finite");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> new Preparation(Optional.of(new Imputer(new float[1])), Scaler.identity(2)))
                .withMessage("there are imputations of 1 features but scales of 2; they must be for the same features");
    }

    private static Dataset numbers(int columns, float... values) {
        List<String> names = IntStream.range(0, columns).mapToObj(i -> "n" + i).toList();
        return Dataset.ofFloats(values, names, new RealTargets(new float[values.length / columns], List.of("t")));
    }
}
