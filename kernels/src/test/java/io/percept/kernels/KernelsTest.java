package io.percept.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kernel but the products, on small inputs worked out by plain loops. The conformance kit holds them to their bounds. */
class KernelsTest extends DeviceTest {
    private static final Offset<Float> CLOSE = Offset.offset(2e-6f);
    private static final int ROWS = 3;
    private static final int COLUMNS = 5;

    private final Random random = new Random(7);

    @Test
    void elementwiseKernelsLeaveTheGapsAlone() {
        Build build = Build.of(Program.ELEMENTWISE);
        Grid a = Grid.integers(ROWS, COLUMNS, false, random);
        Grid b = Grid.integers(ROWS, COLUMNS, true, random);
        check(build, "add", (x, y) -> x + y, a, b);
        check(build, "multiply", (x, y) -> x * y, a, b);

        Grid y = Grid.empty(ROWS, COLUMNS, false);
        Grid expected = map(a, b, (p, q) -> 1.5, y);
        device.run(build, "fill", over(64), group(64), y.data, y.offset, y.stride, ROWS, COLUMNS, 1.5f);
        assertThat(y.data).containsExactly(expected.data);
    }

    @Test
    void advanceAddsOne() {
        int[] cursor = {7, 41, 9};
        device.run(Build.of(Program.ELEMENTWISE), "advance", new long[] {1}, new long[] {1}, cursor, 1);
        assertThat(cursor).containsExactly(7, 42, 9);
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 1", "false, 4", "true, 64"})
    void softmaxAndItsGradientAreTheFormulas(boolean logarithm, int groupSize) {
        Build build = Build.of(Program.SOFTMAX).with("LOGARITHM", logarithm).with("GROUP", groupSize);
        Grid x = Grid.integers(ROWS, COLUMNS, false, random);
        x.set(1, 2, 1e4f); // exp would overflow
        Grid y = Grid.empty(ROWS, COLUMNS, true);
        long[] global = {(long) ROWS * groupSize};
        long[] local = {groupSize};
        device.run(
                build, "softmax", global, local, x.data, x.offset, x.stride, y.data, y.offset, y.stride, ROWS, COLUMNS);

        Grid dx = x.copy(); // In place: dx is dy.
        device.run(
                build,
                "softmax_backward",
                global,
                local,
                x.data,
                x.offset,
                x.stride,
                y.data,
                y.offset,
                y.stride,
                dx.data,
                dx.offset,
                dx.stride,
                ROWS,
                COLUMNS);
        for (int i = 0; i < ROWS; i++) {
            double[] powers = Rows.softmax(x, i);
            double[] expected = logarithm ? Rows.logSoftmax(x, i) : powers;
            double sum = 0;
            for (int j = 0; j < COLUMNS; j++) {
                assertThat(y.at(i, j)).isEqualTo((float) expected[j], relative(y.at(i, j)));
                sum += logarithm ? x.at(i, j) : x.at(i, j) * powers[j];
            }
            for (int j = 0; j < COLUMNS; j++) {
                double gradient = logarithm ? x.at(i, j) - powers[j] * sum : powers[j] * (x.at(i, j) - sum);
                assertThat(dx.at(i, j)).isEqualTo((float) gradient, Offset.offset(2e-3f));
            }
        }
    }

    private static Offset<Float> relative(float value) {
        return Offset.offset(2e-6f * Math.max(1, Math.abs(value)));
    }

    @ParameterizedTest
    @CsvSource({"float, false", "uchar, true", "int, false"})
    void gatherCollectsRowsByThePermutation(String source, boolean standardise) {
        int groupSize = 64;
        Build build = Build.of(Program.GATHER).with("SOURCE", source).with("STANDARDIZE", standardise);
        int[] permutation = {9, 2, 0, 1, 2, 5, 0};
        int[] cursor = {1};
        Object from;
        switch (source) {
            case "uchar" -> from = new byte[] {-1, 1, 2, 3, 4, 5};
            case "int" -> from = new int[] {10, 1, 2, 3, 4, 5};
            default -> from = new float[] {10, 1, 2, 3, 4, 5};
        }
        float[] floats = new float[10];
        int[] ints = new int[10];
        boolean labels = source.equals("int");
        List<Object> arguments = new ArrayList<>(List.of(from, 0, 2, permutation, 1, cursor, 0));
        if (standardise) {
            arguments.addAll(List.of(new float[] {1, 2}, 0, new float[] {2, 4}, 0));
        }
        arguments.addAll(List.of(labels ? ints : floats, 1, 3, 3, 2, 3, 6, 3));
        device.run(build, "gather", new long[] {groupSize, 3}, group(groupSize), arguments.toArray());

        // Positions 3, 4 and 5 of 6 name rows 2, 5 (which does not exist) and 0.
        if (labels) {
            assertThat(ints).containsExactly(0, 4, 5, 0, 0, 0, 0, 10, 1, 0);
        } else if (standardise) {
            assertThat(floats).containsExactly(0, 6, 12, 0, 0, 0, 0, 508, -4, 0);
        } else {
            assertThat(floats).containsExactly(0, 4, 5, 0, 0, 0, 0, 10, 1, 0);
        }
    }

    @Test
    void gatherCollectsTargetsInTheSameLaunch() {
        Build build = Build.of(Program.GATHER).with("TARGET", "int");
        float[] y = new float[2];
        int[] target = new int[6];
        int[] targetSource = {1, 2, 3, 4, 5, 6};
        int[] order = {1, 0};
        device.run(
                build,
                "gather",
                new long[] {64, 2},
                group(64),
                new float[] {7, 8},
                0,
                1,
                order,
                0,
                new int[1],
                0,
                y,
                0,
                1,
                targetSource,
                0,
                3,
                target,
                0,
                3,
                2,
                1,
                2,
                2,
                2,
                3,
                2);
        assertThat(y).containsExactly(8, 7);
        assertThat(target).containsExactly(4, 5, 6, 1, 2, 3);
    }

    @Test
    void gatherReadsNothingWhereTheCursorIsOutOfRange() {
        float[] y = {1, 1, 1};
        for (int cursor : new int[] {-1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            Arrays.fill(y, 1);
            device.run(
                    Build.of(Program.GATHER),
                    "gather",
                    new long[] {64, 3},
                    group(64),
                    new float[] {5, 6, 7},
                    0,
                    1,
                    new int[] {0, 1, 2},
                    0,
                    new int[] {cursor},
                    0,
                    y,
                    0,
                    1,
                    3,
                    1,
                    3,
                    3,
                    3);
            assertThat(y).containsOnly(0);
        }
    }

    private void check(Build build, String kernel, DoubleBinaryOperator function, Grid a, Grid b) {
        Grid y = Grid.empty(ROWS, COLUMNS, false);
        Grid expected = map(a, b, function, y);
        device.run(
                build, kernel, over(64), group(64), a.data, a.offset, a.stride, b.data, b.offset, b.stride, y.data,
                y.offset, y.stride, ROWS, COLUMNS);
        assertThat(y.data).as(kernel).containsExactly(expected.data, CLOSE);
    }

    private static Grid map(Grid a, Grid b, DoubleBinaryOperator function, Grid y) {
        Grid expected = y.copy();
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                expected.set(i, j, (float) function.applyAsDouble(a.at(i, j), b.at(i, j)));
            }
        }
        return expected;
    }

    private static long[] over(int groupSize) {
        return new long[] {groupSize, ROWS};
    }

    private static long[] group(int size) {
        return new long[] {size, 1};
    }
}
