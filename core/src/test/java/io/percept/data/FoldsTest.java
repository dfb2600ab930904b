package io.percept.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {
    /** Row i holds the number i, so that rows are known again. */
    private static Dataset classes(int... labels) {
        float[] values = counted(labels.length);
        List<String> names = List.of("a", "b", "c");
        return Dataset.ofFloats(values, List.of("row"), new ClassTargets(labels, names));
    }

    private static float[] counted(int rows) {
        float[] values = new float[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = row;
        }
        return values;
    }

    private static Dataset numbers(int rows) {
        float[] values = counted(rows);
        return Dataset.ofFloats(values, List.of("row"), new RealTargets(values, List.of("t")));
    }

    private static List<Integer> rows(Dataset data) {
        return IntStream.range(0, data.rows())
                .mapToObj(row -> (int) data.feature(row, 0))
                .toList();
    }

    @Test
    void everyRowIsTestedOnceAndNeverTrainedWithThen() {
        Folds folds = Folds.of(numbers(23), 5, 1);
        List<Integer> tested = new ArrayList<>();
        for (int i = 0; i < folds.count(); i++) {
            Split split = folds.split(i);
            assertThat(split.part().rows()).isBetween(4, 5);
            List<Integer> both = new ArrayList<>(rows(split.part()));
            both.addAll(rows(split.rest()));
            assertThat(both).hasSize(23).doesNotHaveDuplicates();
            assertThat(rows(split.rest())).isSorted();
            tested.addAll(rows(split.part()));
        }
        assertThat(tested).hasSize(23).doesNotHaveDuplicates();
    }

    @Test
    void theClassesAreSpreadEvenly() {
        int[] labels =
                IntStream.range(0, 100).map(i -> i < 71 ? 0 : i < 93 ? 1 : 2).toArray();
        Folds folds = Folds.of(classes(labels), 4, 9);
        for (int i = 0; i < 4; i++) {
            Split split = folds.split(i);
            assertThat(split.part().rows()).isEqualTo(25);
            assertThat(split.part().classCounts()[0]).isBetween(17, 18);
            assertThat(split.part().classCounts()[1]).isBetween(5, 6);
            assertThat(split.part().classCounts()[2]).isBetween(1, 2);
        }
    }

    @Test
    void theSeedDecides() {
        Dataset data = numbers(40);
        List<Integer> first = rows(Folds.of(data, 4, 1).split(0).part());

        assertThat(rows(Folds.of(data, 4, 1).split(0).part())).isEqualTo(first);
        assertThat(rows(Folds.of(data, 4, 2).split(0).part())).isNotEqualTo(first);
        assertThat(first).isNotEqualTo(IntStream.range(0, 10).boxed().toList());
    }

    @Test
    void thereMustBeARowForEachFold() {
        assertThatThrownBy(() -> Folds.of(numbers(4), 5, 1))
                .isInstanceOf(DataException.class)
                .hasMessage("the number of folds is 5 but the data has 4 rows; there must be at least one row for each"
                        + " fold");
        assertThatThrownBy(() -> Folds.of(numbers(4), 1, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the number of folds is 1; it must be at least 2");
    }

    @Test
    void everyBeginningOfMixedRowsHasTheClassesInProportion() {
        int[] labels =
                IntStream.range(0, 90).map(i -> i < 60 ? 0 : i < 80 ? 1 : 2).toArray();
        Dataset data = classes(labels);
        Dataset mixed = data.mixed(3);

        assertThat(rows(mixed)).hasSize(90).doesNotHaveDuplicates().isNotEqualTo(rows(data));
        assertThat(rows(mixed)).isEqualTo(rows(data.mixed(3))).isNotEqualTo(rows(data.mixed(4)));
        for (int n = 1; n <= 90; n++) {
            int[] counts = mixed.select(IntStream.range(0, n).toArray()).classCounts();
            for (int label = 0; label < 3; label++) {
                double share = n * data.classCounts()[label] / 90.0;
                assertThat((double) counts[label])
                        .as("class %d of %d rows", label, n)
                        .isBetween(share - 1, share + 1);
            }
        }
    }
}
