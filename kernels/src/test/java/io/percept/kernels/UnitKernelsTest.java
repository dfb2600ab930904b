package io.percept.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Learned slopes and the first largest, on small inputs worked out by plain loops. */
class UnitKernelsTest extends DeviceTest {
    private static final Offset<Float> EXACT = Offset.offset(0f);
    private static final int ROWS = 5;
    private static final int COLUMNS = 6;

    private final Random random = new Random(11);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void slopesApplyBelowZero(boolean shared) {
        Grid x = Grid.integers(ROWS, COLUMNS, false, random);
        Grid y = Grid.empty(ROWS, COLUMNS, true);
        Grid expected = y.copy();
        float[] slopes = {9, 0.5f, 2, 3, 4, 5, 6};
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                float v = x.at(i, j);
                expected.set(i, j, v > 0 ? v : slopes[shared ? 1 : 1 + j] * v);
            }
        }
        Build build = Build.of(Program.PRELU).with("SHARED", shared);
        device.run(build, "prelu", over(ROWS), group(), arguments(x, slopes, 1, y, ROWS, COLUMNS));
        assertThat(y.data).containsExactly(expected.data, EXACT);
    }

    @ParameterizedTest
    @CsvSource({"false, false, 2", "false, true, 5", "true, false, 1", "true, true, 2"})
    void slopesHaveTheirGradient(boolean shared, boolean accumulate, int rowsPerPart) {
        int parts = (ROWS + rowsPerPart - 1) / rowsPerPart;
        Grid dy = Grid.integers(ROWS, COLUMNS, true, random);
        Grid x = Grid.integers(ROWS, COLUMNS, false, random);
        Grid expected = dy.copy();
        float[] slopes = {9, 0.5f, 2, 3, 4, 5, 6};
        float[] dslope = {7, 1, 2, 3, 4, 5, 6};
        float[] expectedSlopes = dslope.clone();
        for (int j = 0; !accumulate && j < (shared ? 1 : COLUMNS); j++) {
            expectedSlopes[1 + j] = 0;
        }
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                int slope = shared ? 1 : 1 + j;
                boolean above = x.at(i, j) > 0;
                expected.set(i, j, above ? dy.at(i, j) : slopes[slope] * dy.at(i, j));
                expectedSlopes[slope] += above ? 0 : dy.at(i, j) * x.at(i, j);
            }
        }
        float[] sums = new float[1 + parts * COLUMNS];
        Build build = Build.of(Program.PRELU).with("SHARED", shared).with("ACCUMULATE", accumulate);
        Grid dx = Grid.empty(ROWS, COLUMNS, true);
        device.run(
                build,
                "prelu_backward",
                over(parts),
                group(),
                arguments(dy, x, slopes, 1, dx, sums, 1, ROWS, COLUMNS, rowsPerPart));
        device.run(build, "prelu_sum", new long[] {64}, new long[] {64}, arguments(sums, 1, dslope, 1, COLUMNS, parts));
        assertThat(dx.data).containsExactly(expected.data, EXACT);
        assertThat(dslope).containsExactly(expectedSlopes, EXACT);
    }

    @Test
    void theFirstLargestPieceIsChosen() {
        Grid x = Grid.empty(2, 6, false);
        float[] values = {1, 3, 3, Float.NaN, 5, Float.NaN, -2, -3, -2, 0, Float.POSITIVE_INFINITY, 1};
        for (int i = 0; i < values.length; i++) {
            x.set(i / 6, i % 6, values[i]);
        }
        Grid y = Grid.empty(2, 2, true);
        device.run(Build.of(Program.MAXIMUM), "max_of_pieces", over(2), group(), arguments(x, y, 2, 2, 3));
        assertThat(List.of(y.at(0, 0), y.at(0, 1), y.at(1, 0), y.at(1, 1)))
                .containsExactly(3f, Float.NaN, -2f, Float.POSITIVE_INFINITY);

        Grid dy = Grid.integers(2, 2, false, random);
        Grid dx = Grid.empty(2, 6, true);
        Grid expected = dx.copy();
        int[] winners = {1, 3, 0, 4};
        for (int j = 0; j < 12; j++) {
            expected.set(j / 6, j % 6, winners[j / 3] == j % 6 ? dy.at(j / 6, j % 6 / 3) : 0);
        }
        device.run(
                Build.of(Program.MAXIMUM), "max_of_pieces_backward", over(2), group(), arguments(dy, x, dx, 2, 2, 3));
        assertThat(dx.data).containsExactly(expected.data, EXACT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 64})
    void theFirstLargestOfARowTakesAll(int groupSize) {
        Grid x = Grid.empty(4, 5, false);
        float none = Float.NEGATIVE_INFINITY;
        float[] values = {1, 3, 3, 2, 3, none, none, none, none, none, 0, -0f, Float.NaN, 9, 9, 0, 1, 2, 3, 4};
        for (int i = 0; i < values.length; i++) {
            x.set(i / 5, i % 5, values[i]);
        }
        Grid y = Grid.empty(4, 5, true);
        Grid expected = y.copy();
        int[] winners = {1, 0, -1, 4};
        for (int i = 0; i < values.length; i++) {
            int winner = winners[i / 5];
            expected.set(i / 5, i % 5, winner < 0 ? Float.NaN : winner == i % 5 ? 1 : 0);
        }
        device.run(
                Build.of(Program.MAXIMUM).with("GROUP", groupSize),
                "winner_take_all",
                new long[] {4L * groupSize},
                new long[] {groupSize},
                arguments(x, y, 4, 5));
        assertThat(y.data).containsExactly(expected.data, EXACT);
    }

    /** A grid is three arguments. */
    private static Object[] arguments(Object... values) {
        List<Object> arguments = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof Grid grid) {
                arguments.addAll(List.of(grid.data, grid.offset, grid.stride));
            } else {
                arguments.add(value);
            }
        }
        return arguments.toArray();
    }

    private static long[] over(int rows) {
        return new long[] {64, rows};
    }

    private static long[] group() {
        return new long[] {64, 1};
    }
}
