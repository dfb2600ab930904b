package io.percept.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.Activation;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.BackendProvider.Available;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.DeviceOptions;
import io.percept.backend.ElementType;
import io.percept.backend.Executable;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Products at the edges of panels, blocks and chunks, in each form, with small integers whose sums are exact in float32. The conformance
 * kit has the small shapes; these are the large ones.
 */
final class GemmTest {
    /** The operation's form, as rows and columns of its operands are multiplied. */
    enum Form {
        NT,
        NN,
        TN
    }

    static Stream<Arguments> products() {
        int[][] sizes = {
            {1, 1, 265},
            {15, 33, 264},
            {14, 32, 529},
            {128, 10, 256},
            {10, 128, 300},
            {29, 1100, 17},
            {1100, 29, 17},
            {113, 97, 265},
            {225, 520, 40},
            {130, 513, 600},
            {64, 2049, 33},
            {2049, 64, 33},
            {300, 300, 300}
        };
        return Stream.of(sizes)
                .flatMap(size -> Stream.of(Form.values()).map(form -> Arguments.of(form, size[0], size[1], size[2])));
    }

    @ParameterizedTest(name = "{0} {1} x {2} x {3}")
    @MethodSource("products")
    void sumsOfIntegersAreExact(Form form, int m, int n, int k) {
        float[] a = integers(m * k, 1);
        float[] b = integers(k * n, 2);
        for (int threads : new int[] {1, 3}) {
            assertThat(product(form, m, n, k, a, b, threads)).isEqualTo(expected(form, m, n, k, a, b));
        }
    }

    private static float[] product(Form form, int m, int n, int k, float[] a, float[] b, int threads) {
        CpuProvider provider = new CpuProvider();
        try (Device device = provider.open(
                        ((Available) provider.probe()).devices().get(0),
                        DeviceOptions.defaults().withThreads(threads));
                DeviceBuffer left = form == Form.TN ? filled(device, k, m, a) : filled(device, m, k, a);
                DeviceBuffer right = form == Form.NT ? filled(device, n, k, b) : filled(device, k, n, b);
                DeviceBuffer result = device.allocate(m, n, ElementType.FLOAT32);
                Executable executable = device.compile(List.of(op(form, left.view(), right.view(), result.view())))) {
            executable.run();
            return device.readFloats(result);
        }
    }

    private static Op op(Form form, MatrixView a, MatrixView b, MatrixView c) {
        return switch (form) {
            case NT -> new Affine(a, b, null, new Activation.Identity(), null, c);
            case NN -> new AffineBackwardInput(a, b, c);
            case TN -> new AffineBackwardWeights(a, b, false, c, null);
        };
    }

    private static DeviceBuffer filled(Device device, int rows, int columns, float[] values) {
        DeviceBuffer buffer = device.allocate(rows, columns, ElementType.FLOAT32);
        device.write(buffer, values);
        return buffer;
    }

    private static float[] integers(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(9) - 4;
        }
        return values;
    }

    private static float[] expected(Form form, int m, int n, int k, float[] a, float[] b) {
        float[] c = new float[m * n];
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
                float left = form == Form.TN ? a[p * m + i] : a[i * k + p];
                for (int j = 0; j < n; j++) {
                    c[i * n + j] += left * (form == Form.NT ? b[j * k + p] : b[p * n + j]);
                }
            }
        }
        return c;
    }
}
