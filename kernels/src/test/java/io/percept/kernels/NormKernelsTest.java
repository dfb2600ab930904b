package io.percept.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Norms of gradients and weights by plain loops, also where squares leave the range of float32. */
class NormKernelsTest extends DeviceTest {
    private static final Offset<Float> CLOSE = Offset.offset(1e-6f);
    private static final long[] GROUP = {64};

    private final Random random = new Random(12);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sumsSquaresInParts(boolean regularizer) {
        int n = 300;
        int perPart = 128;
        int parts = 3;
        int penalised = 200;
        float[] w = integers(n + 1);
        float[] gradient = integers(n + 2);
        float[] expected = new float[2 * parts + 2];
        for (int i = 0; i < n; i++) {
            float penalty = regularizer && i < penalised ? 2 * Math.signum(w[i + 1]) + 3 * w[i + 1] : 0;
            float g = gradient[i + 2] + penalty;
            expected[2 + 2 * (i / perPart)] += g * g;
            expected[3 + 2 * (i / perPart)] += g * g * 0x1p-128f;
        }
        float[] sums = new float[expected.length];
        List<Object> arguments = new ArrayList<>();
        if (regularizer) {
            arguments.addAll(List.of(w, 1));
        }
        arguments.addAll(List.of(gradient, 2, sums, 1, n, perPart));
        if (regularizer) {
            arguments.addAll(List.of(penalised, 2f, 3f));
        }
        Build build = Build.of(Program.NORM).with("REGULARIZER", regularizer);
        device.run(build, "clip_norm_sums", new long[] {parts * 64L}, GROUP, arguments.toArray());
        assertThat(sums).containsExactly(expected);
    }

    @Test
    void scalesDownToTheLimitButNotUp() {
        float[] parts = {9, 9, 4, 0, 12, 0};
        assertThat(scale(parts, 1, 2, 1)).as("norm 4").isCloseTo(0.25f, CLOSE);
        assertThat(scale(parts, 1, 2, 5)).isEqualTo(1);
        assertThat(scale(new float[] {Float.POSITIVE_INFINITY, 16}, 0, 1, 0x1p66f))
                .as("norm 4 times 2^64")
                .isCloseTo(1, CLOSE);
        assertThat(scale(new float[] {Float.POSITIVE_INFINITY, 16}, 0, 1, 0x1p65f))
                .isCloseTo(0.5f, CLOSE);
        assertThat(scale(new float[] {Float.NaN, 1}, 0, 1, 1)).isNaN();
    }

    private float scale(float[] parts, int offset, int count, float limit) {
        float[] scale = {7, 7};
        device.run(
                Build.of(Program.NORM), "clip_norm_scale", GROUP, GROUP, parts, offset, scale, 1, count, limit, 1e-6f);
        assertThat(scale[0]).isEqualTo(7);
        return scale[1];
    }

    @Test
    void limitsRowsThatAreTooLong() {
        Grid w = Grid.empty(3, 100, true);
        for (int j = 0; j < 100; j++) {
            w.set(0, j, 0.5f);
            w.set(1, j, j % 2 == 0 ? -2 : 2);
            w.set(2, j, 1e30f);
        }
        Grid expected = w.copy();
        for (int j = 0; j < 100; j++) {
            expected.set(1, j, w.at(1, j) / 2);
            expected.set(2, j, 1);
        }
        device.run(
                Build.of(Program.NORM),
                "limit_row_norms",
                new long[] {3 * 64L},
                GROUP,
                w.data,
                w.offset,
                w.stride,
                3,
                100,
                10f,
                0f);
        assertThat(w.data).containsExactly(expected.data, CLOSE);
    }

    private float[] integers(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextInt(9) - 4;
        }
        return values;
    }
}
