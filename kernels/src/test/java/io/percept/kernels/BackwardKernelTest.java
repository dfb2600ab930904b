package io.percept.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two products in a grid, their parameters' steps and the end of a step. Values are small integers and the learning rate is 1/2, so that
 * results must be exact. Each argument gets a buffer of its own, so that what several arguments share is judged where whole steps are.
 */
class BackwardKernelTest extends DeviceTest {
    private static final int BATCH = 19;

    /** Elements before the parameters in their buffer, and before the gradients in theirs. */
    private static final int W_OFFSET = 3;

    private static final int GRADIENT_OFFSET = 5;
    private static final int TAIL = 6;
    private static final int DB_TAIL = 2;

    private final Random random = new Random(6);

    static Stream<GpuTile> tiles() {
        return GpuTile.all().stream();
    }

    /** The parameters of a layer: a matrix of out x in, TAIL elements of nobody's, a bias for each output, and DB_TAIL elements. */
    private final class Layer {
        private final int out;
        private final int in;
        private final int first;
        private final Grid dz;
        private final Grid x;

        Layer(int out, int in, int first) {
            this.out = out;
            this.in = in;
            this.first = first;
            dz = Grid.integers(BATCH, out, false, random);
            x = Grid.integers(BATCH, in, false, random);
        }

        int end() {
            return biases() + out + DB_TAIL;
        }

        int biases() {
            return first + out * in + TAIL;
        }

        void expect(float[] gradients) {
            for (int i = 0; i < BATCH; i++) {
                for (int j = 0; j < out; j++) {
                    for (int p = 0; p < in; p++) {
                        int place = first + j * in + p;
                        gradients[place] = (i == 0 ? 0 : gradients[place]) + dz.at(i, j) * x.at(i, p);
                    }
                    gradients[biases() + j] = (i == 0 ? 0 : gradients[biases() + j]) + dz.at(i, j);
                }
            }
        }

        List<Object> operands(float[] gradients) {
            List<Object> operands = new ArrayList<>();
            dz.arguments().forEach(operands::add);
            x.arguments().forEach(operands::add);
            operands.addAll(List.of(gradients, first, in, gradients, biases()));
            return operands;
        }

        List<Object> sizes() {
            return List.of(out, in, BATCH, TAIL, DB_TAIL);
        }

        long tiles(GpuTile tile) {
            return (long) GemmVariant.divideUp(out, tile.tileM()) * GemmVariant.divideUp(in, tile.tileN());
        }
    }

    @ParameterizedTest
    @MethodSource("tiles")
    void gradientsOfAnInputAndOfWeightsWithTheirSteps(GpuTile tile) {
        Layer layer = new Layer(tile.tileM() + 1, 7, GRADIENT_OFFSET);
        int k = 11;
        int n = tile.tileN() - 1;
        Grid a = Grid.integers(BATCH, k, false, random);
        Grid b = Grid.integers(k, n, false, random);
        Grid value = Grid.integers(BATCH, n, false, random);
        Grid c = Grid.empty(BATCH, n, false);
        Grid expectedC = c.copy();
        for (int i = 0; i < BATCH; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += a.at(i, p) * b.at(p, j);
                }
                expectedC.set(i, j, sum * (1 - value.at(i, j) * value.at(i, j)));
            }
        }
        Build build = Build.of(Program.BACKWARD)
                .with(tile)
                .with("UPDATE", true)
                .with("DERIVATIVE", true)
                .with("ACTIVATION", "TANH");
        Parameters parameters = new Parameters(layer.end());
        layer.expect(parameters.expectedGradients);
        for (int i = layer.biases(); i < parameters.expectedGradients.length; i++) {
            parameters.expectedGradients[i] = parameters.gradients[i]; // Biases are not asked for.
        }
        parameters.expectSteps(layer.biases());
        List<Object> arguments = new ArrayList<>();
        for (Grid grid : List.of(a, b, value, c)) {
            grid.arguments().forEach(arguments::add);
        }
        arguments.addAll(layer.operands(parameters.gradients).subList(0, 9));
        arguments.addAll(List.of(parameters.w, W_OFFSET, new float[] {9, 0.5f}, 1));
        arguments.addAll(List.of(layer.out, layer.in, BATCH, TAIL, 0, BATCH, n, k, GRADIENT_OFFSET));
        long tiles = layer.tiles(tile) + GemmVariant.divideUp(BATCH, tile.tileM());
        run(build, tile, tiles, arguments);

        assertThat(plain(c.data)).as("c").containsExactly(plain(expectedC.data));
        parameters.check();
    }

    @ParameterizedTest
    @MethodSource("tiles")
    void theLastLaunchEndsTheStep(GpuTile tile) {
        Layer layer = new Layer(33, tile.tileN() + 5, GRADIENT_OFFSET);
        float[] losses = {1, 2, 3};
        int[] cursor = {7, 1};
        float[] gradients = new float[layer.end() + 3];
        Arrays.fill(gradients, 8);
        float[] expected = gradients.clone();
        layer.expect(expected);
        Arrays.fill(expected, layer.biases(), expected.length, 8); // They come back in the copy of another argument.
        float[] sums = gradients.clone();
        float[] expectedSums = gradients.clone();
        for (int j = 0; j < layer.out; j++) {
            float sum = 0;
            for (int i = 0; i < BATCH; i++) {
                sum += layer.dz.at(i, j);
            }
            expectedSums[layer.biases() + j] = sum;
        }
        float[] parts = new float[300];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = i;
        }
        Build build = Build.of(Program.BACKWARD)
                .with(tile)
                .with("FIRST", "NONE")
                .with("SECOND_DB", true)
                .with("FINISH", true)
                .with("ADD_LOSS", true)
                .with("DIVISORS", true)
                .with("ADVANCE", true);
        List<Object> arguments = new ArrayList<>(layer.operands(gradients).subList(0, 9));
        arguments.addAll(List.of(sums, layer.biases(), parts, cursor, 1, new float[] {9, 2, 9}, 0, losses, 0));
        arguments.addAll(layer.sizes());
        arguments.addAll(List.of(parts.length, 40, losses.length));
        run(build, tile, layer.tiles(tile) + 1, arguments);

        assertThat(gradients).containsExactly(expected);
        assertThat(sums).containsExactly(expectedSums);
        assertThat(losses).containsExactly(1, 2 + 299 * 300 / 2 / 2f, 3);
        assertThat(cursor).containsExactly(7, 2);
    }

    @ParameterizedTest
    @MethodSource("tiles")
    void twoGradientsOfWeightsInOneGrid(GpuTile tile) {
        Layer above = new Layer(5, tile.tileN() + 9, 2);
        Layer below = new Layer(tile.tileM() + 9, 3, 4);
        float[] first = new float[above.end()];
        float[] second = new float[below.end()];
        float[] expectedFirst = first.clone();
        float[] expectedSecond = second.clone();
        above.expect(expectedFirst);
        below.expect(expectedSecond);
        Arrays.fill(expectedFirst, above.biases(), expectedFirst.length, 0);
        Arrays.fill(expectedSecond, below.biases(), expectedSecond.length, 0);
        Build build = Build.of(Program.BACKWARD).with(tile).with("FIRST", "TN");
        List<Object> arguments = new ArrayList<>(above.operands(first).subList(0, 9));
        arguments.addAll(below.operands(second).subList(0, 9));
        arguments.addAll(below.sizes());
        arguments.addAll(above.sizes());
        run(build, tile, above.tiles(tile) + below.tiles(tile), arguments);

        assertThat(first).containsExactly(expectedFirst);
        assertThat(second).containsExactly(expectedSecond);
    }

    private void run(Build build, GpuTile tile, long groups, List<Object> arguments) {
        long[] local = tile.localSize();
        device.run(build, "backward", new long[] {groups * local[0], local[1]}, local, arguments.toArray());
    }

    /** Flat parameters and gradients, and what must become of them. */
    private final class Parameters {
        private final float[] gradients;
        private final float[] w;
        private final float[] expectedGradients;
        private final float[] expectedW;

        Parameters(int end) {
            gradients = new float[end + 4];
            w = new float[end - GRADIENT_OFFSET + W_OFFSET + 4];
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] = random.nextInt(5) - 2;
            }
            for (int i = 0; i < w.length; i++) {
                w[i] = random.nextInt(5) - 2;
            }
            expectedGradients = gradients.clone();
            expectedW = w.clone();
        }

        /** Up to that gradient. */
        void expectSteps(int end) {
            for (int i = GRADIENT_OFFSET; i < end; i++) {
                expectedW[i - GRADIENT_OFFSET + W_OFFSET] -= expectedGradients[i] / 2;
            }
        }

        void check() {
            assertThat(plain(gradients)).as("gradients").containsExactly(plain(expectedGradients));
            assertThat(plain(w)).as("w").containsExactly(plain(expectedW));
        }
    }

    /** Without the signs of zeros. */
    private static float[] plain(float[] values) {
        float[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] += 0.0f;
        }
        return copy;
    }
}
