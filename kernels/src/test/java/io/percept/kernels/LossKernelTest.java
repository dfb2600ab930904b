package io.percept.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses with weights, as parts of a batch, on small inputs worked out by plain loops. */
class LossKernelTest extends DeviceTest {
    private static final Offset<Float> CLOSE = Offset.offset(3e-6f);
    private static final int ROWS = 6;
    private static final int COLUMNS = 3;
    private static final int GROUP = 4;
    private static final int[] CLASSES = {0, 1, 2, 2, 1, 0};
    private static final float[] CLASS_WEIGHTS = {0.5f, 1, 2};
    private static final float[] ROW_WEIGHTS = {1, 2, 0, 0.5f, 4, 1};
    private static final double DIVISOR = 10;
    private static final double DELTA = 0.75;
    private static final double TAU = 0.9;
    private static final double SMOOTHING = 0.3;

    private final Random random = new Random(4);

    @ParameterizedTest
    @CsvSource({
        "CROSS_ENTROPY, false",
        "CROSS_ENTROPY, true",
        "SOFT_CROSS_ENTROPY, false",
        "SOFT_CROSS_ENTROPY, true",
        "NEGATIVE_LOG_LIKELIHOOD, false",
        "MULTI_CLASS_HINGE, false",
        "HINGE, false",
        "PERCEPTRON, false",
        "MEAN_ABSOLUTE_ERROR, false",
        "HUBER, false",
        "QUANTILE, false",
        "POISSON, false"
    })
    void weightedLossesAreTheFormulas(String loss, boolean smoothing) {
        boolean ofClasses = List.of("CROSS_ENTROPY", "NEGATIVE_LOG_LIKELIHOOD", "MULTI_CLASS_HINGE")
                .contains(loss);
        Grid z = Grid.integers(ROWS, COLUMNS, false, random);
        Grid t = Grid.integers(ROWS, COLUMNS, true, random);
        Grid dz = Grid.empty(ROWS, COLUMNS, false);
        Grid expected = dz.copy();
        double total = 0;
        for (int i = 0; i < ROWS; i++) {
            double[] gradient = new double[COLUMNS];
            total += ROW_WEIGHTS[i] * row(loss, smoothing ? SMOOTHING : 0, z, t, i, gradient) / DIVISOR;
            for (int j = 0; j < COLUMNS; j++) {
                expected.set(i, j, (float) (ROW_WEIGHTS[i] * gradient[j] / DIVISOR));
            }
        }
        float[] losses = {-1, 100, -1};
        List<Object> arguments = new ArrayList<>(List.of(z.data, z.offset, z.stride));
        arguments.addAll(ofClasses ? List.of(CLASSES, 0, 1) : List.of(t.data, t.offset, t.stride));
        arguments.addAll(List.of(CLASS_WEIGHTS, 0, ROW_WEIGHTS, 0, 1, new int[] {1}, 0));
        arguments.addAll(List.of(new float[] {7, (float) DIVISOR, 7}, 0, losses, 0, dz.data, dz.offset, dz.stride));
        arguments.addAll(List.of(ROWS, COLUMNS, losses.length));
        if (smoothing) {
            arguments.addAll(List.of((float) (1 - SMOOTHING), (float) (SMOOTHING / COLUMNS)));
        } else if (loss.equals("HUBER")) {
            arguments.add((float) DELTA);
        } else if (loss.equals("QUANTILE")) {
            arguments.addAll(List.of((float) TAU, (float) (TAU - 1)));
        }
        Build build = Build.of(Program.LOSS)
                .with("LOSS", loss)
                .with("SMOOTHING", smoothing)
                .with("CLASS_WEIGHTS", true)
                .with("ROW_WEIGHTS", true)
                .with("DIVISORS", true)
                .with("ACCUMULATE", true)
                .with("GROUP", GROUP);
        device.run(build, "loss", new long[] {GROUP}, new long[] {GROUP}, arguments.toArray());

        assertThat(losses).containsExactly(new float[] {-1, (float) (100 + total), -1}, Offset.offset(2e-5f));
        assertThat(dz.data).containsExactly(expected.data, CLOSE);
    }

    /** The row's loss; sets its gradient. */
    private static double row(String loss, double smoothing, Grid z, Grid t, int i, double[] gradient) {
        double sum = 0;
        switch (loss) {
            case "CROSS_ENTROPY", "SOFT_CROSS_ENTROPY" -> {
                double[] softmax = Rows.softmax(z, i);
                for (int k = 0; k < COLUMNS; k++) {
                    double target = loss.equals("CROSS_ENTROPY") ? (k == CLASSES[i] ? 1 : 0) : t.at(i, k);
                    double share = ((1 - smoothing) * target + smoothing / COLUMNS) * CLASS_WEIGHTS[k];
                    sum -= share * Math.log(softmax[k]);
                    for (int j = 0; j < COLUMNS; j++) {
                        gradient[j] += share * (softmax[j] - (j == k ? 1 : 0));
                    }
                }
            }
            case "NEGATIVE_LOG_LIKELIHOOD" -> {
                int right = CLASSES[i];
                sum = -CLASS_WEIGHTS[right] * z.at(i, right);
                gradient[right] = -CLASS_WEIGHTS[right];
            }
            case "MULTI_CLASS_HINGE" -> {
                int right = CLASSES[i];
                double part = CLASS_WEIGHTS[right] / COLUMNS;
                for (int j = 0; j < COLUMNS; j++) {
                    double margin = 1 - z.at(i, right) + z.at(i, j);
                    if (j != right && margin > 0) {
                        sum += margin * part;
                        gradient[j] += part;
                        gradient[right] -= part;
                    }
                }
            }
            default -> {
                for (int j = 0; j < COLUMNS; j++) {
                    double part = CLASS_WEIGHTS[j] / (loss.equals("PERCEPTRON") ? 1 : COLUMNS);
                    sum += term(loss, z.at(i, j), t.at(i, j)) * part;
                    gradient[j] = slope(loss, z.at(i, j), t.at(i, j)) * part;
                }
            }
        }
        return sum;
    }

    private static double term(String loss, double z, double t) {
        double size = Math.abs(z - t);
        return switch (loss) {
            case "HINGE" -> Math.max(0, 1 - (2 * t - 1) * z);
            case "PERCEPTRON" -> ((z > 0 ? 1 : 0) - t) * z;
            case "MEAN_ABSOLUTE_ERROR" -> size;
            case "HUBER" -> size <= DELTA ? size * size / 2 : DELTA * (size - DELTA / 2);
            case "QUANTILE" -> t > z ? TAU * size : (1 - TAU) * size;
            default -> Math.exp(z) - t * z;
        };
    }

    private static double slope(String loss, double z, double t) {
        double sign = Math.signum(z - t);
        return switch (loss) {
            case "HINGE" -> (2 * t - 1) * z < 1 ? 1 - 2 * t : 0;
            case "PERCEPTRON" -> (z > 0 ? 1 : 0) - t;
            case "MEAN_ABSOLUTE_ERROR" -> sign;
            case "HUBER" -> sign * Math.min(DELTA, Math.abs(z - t));
            case "QUANTILE" -> sign < 0 ? -TAU : sign * (1 - TAU);
            default -> Math.exp(z) - t;
        };
    }
}
