package io.percept.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernels for measuring do what their time is taken for. */
class MeasuringKernelsTest extends DeviceTest {
    @ParameterizedTest
    @CsvSource({"1, 3", "2, 0", "4, 1", "4, 2", "64, 7", "256, 1000"})
    void aNumberGoesOnByOneItemABarrier(int group, int count) {
        float[] y = new float[1 + 2 * group];
        run("barriers", group, y, y, 1, count);

        assertThat(y[0]).isZero();
        for (int i = 0; i < 2 * group; i++) {
            assertThat(y[1 + i]).isEqualTo((i + count) % group);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1, 1", "4, 1, 1, 1", "64, 5, 1, 2", "64, 2, 0.5, 1"})
    void everyStepIsDone(int group, int count, float a, float b) {
        float[] y = new float[1 + 2 * group];
        run("multiply_adds", group, y, y, 1, count, a, b);

        assertThat(y[0]).isZero();
        for (int i = 0; i < 2 * group; i++) {
            double sum = 0;
            for (int j = 0; j < 8; j++) {
                double x = i % group + j;
                for (int step = 0; step < 8 * count; step++) {
                    x = x * a + b;
                }
                sum += x;
            }
            // Small whole numbers are exact; halves round once in each of 16 steps, and errors are halved as well.
            assertThat((double) y[1 + i]).isBetween(sum - 1e-5, sum + 1e-5);
        }
    }

    private void run(String kernel, int group, float[] y, Object... arguments) {
        long[] global = {y.length - 1};
        device.run(Build.of(Program.MEASURE).with("GROUP", group), kernel, global, new long[] {group}, arguments);
    }
}
