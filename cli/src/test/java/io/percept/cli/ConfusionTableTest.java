package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.metrics.Confusion;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionTableTest {
    @Test
    void columnsAreAlignedAndZerosAreDots() {
        Confusion confusion = new Confusion(
                List.of("cat", "a very long name", "x"), new int[][] {{12345, 0, 1}, {0, 7, 0}, {10, 0, 0}});

        assertThat(ConfusionTable.lines(confusion))
                .containsExactly(
                        "confusion matrix (rows: actual, columns: predicted)",
                        "                cat  a very long~  x",
                        "cat           12345             .  1",
                        "a very long~      .             7  .",
                        "x                10             .  .");
    }

    @Test
    void twentyClassesAreShownAndMoreAreNot() {
        assertThat(ConfusionTable.lines(ofClasses(20))).hasSize(22);
        assertThat(ConfusionTable.lines(ofClasses(21)))
                .containsExactly("(no confusion matrix: 21 classes are more than 20)");
    }

    private static Confusion ofClasses(int count) {
        return new Confusion(IntStream.range(0, count).mapToObj(i -> "c" + i).toList(), new int[count][count]);
    }
}
