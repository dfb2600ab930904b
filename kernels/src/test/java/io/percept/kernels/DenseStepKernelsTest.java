package io.percept.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernels of a step in few launches: the product that gathers, and the head. Values are small integers and what is divided is divided by
 * a power of two, so that results must be exact; operands lie at odd offsets with gaps, and everything around them must stay.
 */
class DenseStepKernelsTest extends DeviceTest {
    private static final int SOURCE_ROWS = 9;

    /** Of two batches of 7; the second one has a row that is not there. */
    private static final int[] ORDER = {0, 1, 2, 3, 4, 5, 6, 8, 3, -1, 1, 9, 7, 0};

    private static final int BATCH = 7;

    private final Random random = new Random(5);

    static List<GpuTile> tiles() {
        return GpuTile.all();
    }

    @ParameterizedTest
    @MethodSource("tiles")
    void aProductGathersItsRows(GpuTile tile) {
        for (boolean bytes : new boolean[] {false, true}) {
            for (boolean aligned : new boolean[] {false, true}) {
                gatheredProduct(tile, bytes, aligned);
            }
        }
    }

    private void gatheredProduct(GpuTile tile, boolean bytes, boolean aligned) {
        int k = 37;
        int n = tile.tileN() + 3;
        Grid source = Grid.integers(SOURCE_ROWS, k, aligned, random);
        byte[] pixels = new byte[source.data.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (Float.isNaN(source.data[i]) ? 77 : 200 + source.data[i]);
        }
        Grid mean = Grid.integers(1, k, aligned, random);
        Grid scale = Grid.integers(1, k, aligned, random);
        Grid x = Grid.empty(BATCH, k, aligned);
        Grid w = Grid.integers(n, k, aligned, random);
        Grid c = Grid.empty(BATCH, n, aligned);
        Grid expectedX = x.copy();
        Grid expectedC = c.copy();
        for (int i = 0; i < BATCH; i++) {
            int row = ORDER[BATCH + i];
            for (int p = 0; p < k; p++) {
                boolean there = row >= 0 && row < SOURCE_ROWS;
                float element = there ? source.at(row, p) + (bytes ? 200 : 0) : 0;
                expectedX.set(i, p, there ? (element - mean.at(0, p)) * scale.at(0, p) : 0);
            }
            for (int j = 0; j < n; j++) {
                expectedC.set(i, j, dot(expectedX, i, w, j));
            }
        }
        Build build = Build.of(Program.GEMM_GPU)
                .with(tile)
                .with("FORM", "NT")
                .with("GATHER", true)
                .with("STANDARDIZE", true)
                .with("SOURCE", bytes ? "uchar" : "float")
                .with("ALIGNED", aligned);
        List<Object> arguments = new ArrayList<>(List.of(bytes ? pixels : source.data, source.offset, source.stride));
        arguments.addAll(List.of(ORDER.clone(), 0, new int[] {1}, 0, mean.data, mean.offset, scale.data, scale.offset));
        for (Grid grid : List.of(x, w, c)) {
            grid.arguments().forEach(arguments::add);
        }
        arguments.addAll(List.of(BATCH, n, k, SOURCE_ROWS, ORDER.length, BATCH));
        device.run(build, "gemm", tile.globalSize(BATCH, n), tile.localSize(), arguments.toArray());

        assertThat(x.data).as("x with %s", build.options()).containsExactly(expectedX.data);
        assertThat(c.data).as("c with %s", build.options()).containsExactly(expectedC.data);
    }

    private static float dot(Grid a, int i, Grid b, int j) {
        float sum = 0;
        for (int p = 0; p < a.columns; p++) {
            sum += a.at(i, p) * b.at(j, p);
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({
        "4, 1, 1, 1, true, false",
        "4, 8, 3, 37, false, false",
        "16, 4, 10, 300, true, false",
        "16, 2, 13, 64, true, true",
        "32, 4, 32, 33, true, false",
        "64, 8, 33, 21, true, false",
        "64, 8, 64, 1030, false, false"
    })
    void aHeadIsALayerItsLossAndTheWayBack(
            int wide, int rowsOfGroup, int outputs, int k, boolean bias, boolean aligned) {
        Head head = new Head(outputs, k, aligned);
        Build build = Build.of(Program.HEAD)
                .with("LOSS", "HALF_SQUARED_ERROR")
                .with("DIVISORS", true)
                .with("COEFFICIENTS", true)
                .with("ACTIVATION", "RELU")
                .with("DERIVATIVE", true)
                .with("OUTPUT_BIAS", bias)
                .with("OUTPUTS", wide)
                .with("ROWS", rowsOfGroup)
                .with("ALIGNED", aligned);
        head.run(build, bias, GemmVariant.divideUp(BATCH, rowsOfGroup), rowsOfGroup);
    }

    /** The operands of a head, and what they must become: with halves of squares and a divisor of 4. */
    private final class Head {
        private final int outputs;
        private final int k;
        private final Grid x;
        private final Grid w;
        private final Grid b;
        private final Grid source;
        private final Grid t;
        private final Grid y;
        private final Grid dz;
        private final Grid value;
        private final Grid dx;

        Head(int outputs, int k, boolean aligned) {
            this.outputs = outputs;
            this.k = k;
            x = Grid.integers(BATCH, k, aligned, random);
            w = Grid.integers(outputs, k, aligned, random);
            b = Grid.integers(1, outputs, aligned, random);
            source = Grid.integers(SOURCE_ROWS, outputs, false, random);
            t = Grid.empty(BATCH, outputs, false);
            y = Grid.empty(BATCH, outputs, false);
            dz = Grid.empty(BATCH, outputs, false);
            value = Grid.integers(BATCH, k, aligned, random);
            dx = Grid.empty(BATCH, k, aligned);
        }

        void run(Build build, boolean bias, int groups, int rowsOfGroup) {
            Grid expectedT = t.copy();
            Grid expectedY = y.copy();
            Grid expectedDz = dz.copy();
            Grid expectedDx = dx.copy();
            float[] expectedParts = new float[groups + 1];
            for (int i = 0; i < BATCH; i++) {
                int row = ORDER[BATCH + i];
                for (int j = 0; j < outputs; j++) {
                    expectedT.set(i, j, row >= 0 && row < SOURCE_ROWS ? source.at(row, j) : 0);
                    expectedY.set(i, j, dot(x, i, w, j) + (bias ? b.at(0, j) : 0));
                    float difference = expectedY.at(i, j) - expectedT.at(i, j);
                    expectedDz.set(i, j, difference / 4);
                    expectedParts[i / rowsOfGroup] += difference * difference / 2;
                }
                for (int p = 0; p < k; p++) {
                    float sum = 0;
                    for (int j = 0; j < outputs; j++) {
                        sum += expectedDz.at(i, j) * w.at(j, p);
                    }
                    expectedDx.set(i, p, value.at(i, p) > 0 ? sum : 0 * sum);
                }
            }
            float[] parts = new float[groups + 1];
            float[] coefficients = {7, 7, 7, 7};
            device.run(
                    build,
                    "head",
                    new long[] {groups * 256L},
                    new long[] {256},
                    arguments(bias, parts, coefficients).toArray());

            assertThat(t.data).as("t").containsExactly(expectedT.data);
            assertThat(y.data).as("y").containsExactly(expectedY.data);
            assertThat(dz.data).as("dz").containsExactly(expectedDz.data);
            assertThat(zeros(dx.data)).as("dx").containsExactly(zeros(expectedDx.data));
            assertThat(parts).as("parts").containsExactly(expectedParts);
            assertThat(coefficients).containsExactly(7, 5, 6, 7);
        }

        private List<Object> arguments(boolean bias, float[] parts, float[] coefficients) {
            List<Object> arguments = new ArrayList<>();
            x.arguments().forEach(arguments::add);
            w.arguments().forEach(arguments::add);
            if (bias) {
                arguments.addAll(List.of(b.data, b.offset));
            }
            source.arguments().forEach(arguments::add);
            arguments.addAll(List.of(ORDER.clone(), 0, new int[] {1}, 0));
            t.arguments().forEach(arguments::add);
            arguments.addAll(List.of(new int[] {9, 2}, 1, new float[] {9, 9, 4}, 0));
            arguments.addAll(List.of(new float[] {1, 2, 3, 4, 5, 6}, 0, 2));
            for (Grid grid : List.of(y, dz, value, dx)) {
                grid.arguments().forEach(arguments::add);
            }
            arguments.addAll(List.of(parts, coefficients, 1, BATCH, outputs, k, outputs, 3));
            arguments.addAll(List.of(SOURCE_ROWS, ORDER.length, BATCH, 3, 2));
            return arguments;
        }
    }

    /** Without the signs of zeros. */
    private static float[] zeros(float[] values) {
        float[] copy = Arrays.copyOf(values, values.length);
        for (int i = 0; i < copy.length; i++) {
            copy[i] += 0.0f;
        }
        return copy;
    }
}
