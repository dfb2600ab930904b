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

/** Losses with their bookkeeping, and optimizers, on small inputs worked out by plain loops. */
class TrainingKernelsTest extends DeviceTest {
    private static final Offset<Float> CLOSE = Offset.offset(3e-6f);
    private static final int ROWS = 6;
    private static final int COLUMNS = 3;

    private final Random random = new Random(3);

    @ParameterizedTest
    @CsvSource({
        "CROSS_ENTROPY, 1",
        "CROSS_ENTROPY, 4",
        "BINARY_CROSS_ENTROPY, 4",
        "MEAN_SQUARED_ERROR, 1",
        "HALF_SQUARED_ERROR, 256"
    })
    void lossesAndGradientsAreTheFormulas(String loss, int group) {
        Grid z = Grid.integers(ROWS, COLUMNS, false, random);
        Grid t = Grid.integers(ROWS, COLUMNS, true, random);
        int[] classes = {0, 1, 2, 2, 1, 0};
        boolean ofClasses = loss.equals("CROSS_ENTROPY");
        Grid dz = Grid.empty(ROWS, COLUMNS, false);
        Grid expected = dz.copy();
        double total = 0;
        for (int i = 0; i < ROWS; i++) {
            total += ofClasses ? crossEntropy(z, i, classes[i], expected) : values(loss, z, t, i, expected);
        }
        float[] losses = {-1, -1, -1};
        Build build = Build.of(Program.LOSS).with("LOSS", loss).with("GROUP", group);
        List<Object> arguments = new ArrayList<>(List.of(z.data, z.offset, z.stride));
        arguments.addAll(ofClasses ? List.of(classes, 0, 1) : List.of(t.data, t.offset, t.stride));
        arguments.addAll(
                List.of(new int[] {1}, 0, losses, 0, dz.data, dz.offset, dz.stride, ROWS, COLUMNS, losses.length));
        device.run(build, "loss", new long[] {group}, new long[] {group}, arguments.toArray());

        assertThat(losses).containsExactly(new float[] {-1, (float) (total / ROWS), -1}, CLOSE);
        assertThat(dz.data).containsExactly(expected.data, CLOSE);
    }

    private static double crossEntropy(Grid z, int i, int right, Grid dz) {
        double[] softmax = Rows.softmax(z, i);
        for (int j = 0; j < COLUMNS; j++) {
            dz.set(i, j, (float) ((softmax[j] - (j == right ? 1 : 0)) / ROWS));
        }
        return -Math.log(softmax[right]);
    }

    private static double values(String loss, Grid z, Grid t, int i, Grid dz) {
        double sum = 0;
        for (int j = 0; j < COLUMNS; j++) {
            double difference = z.at(i, j) - t.at(i, j);
            double sigmoid = 1 / (1 + Math.exp(-z.at(i, j)));
            switch (loss) {
                case "BINARY_CROSS_ENTROPY" -> {
                    sum += (Math.log1p(Math.exp(z.at(i, j))) - t.at(i, j) * z.at(i, j)) / COLUMNS;
                    dz.set(i, j, (float) ((sigmoid - t.at(i, j)) / COLUMNS / ROWS));
                }
                case "MEAN_SQUARED_ERROR" -> {
                    sum += difference * difference / COLUMNS;
                    dz.set(i, j, (float) (2 * difference / COLUMNS / ROWS));
                }
                default -> {
                    sum += difference * difference / 2;
                    dz.set(i, j, (float) (difference / ROWS));
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 3", "-1, 0"})
    void lossKeepsTheBooks(int step, int next) {
        Build build = Build.of(Program.LOSS)
                .with("GRADIENT", false)
                .with("COEFFICIENTS", true)
                .with("ADVANCE", true)
                .with("GROUP", 4);
        int[] cursor = {step};
        float[] schedule = {1, 2, 9, 3, 4, 9};
        float[] losses = {-1, -1};
        float[] coefficients = {7, 7, 7};
        device.run(
                build,
                "loss",
                new long[] {4},
                new long[] {4},
                new float[2],
                0,
                2,
                new int[] {1},
                0,
                1,
                cursor,
                0,
                schedule,
                0,
                3,
                losses,
                0,
                coefficients,
                1,
                1,
                2,
                2,
                2,
                2);
        boolean inRange = step == 1;
        assertThat(cursor).containsExactly(next);
        assertThat(coefficients).containsExactly(7, inRange ? 3 : 7, inRange ? 4 : 7);
        assertThat(losses).containsExactly(new float[] {-1, inRange ? (float) Math.log(2) : -1}, CLOSE);
    }

    @Test
    void aClassThatIsNotThereGivesALossThatIsNotANumber() {
        float[] losses = {0};
        device.run(
                Build.of(Program.LOSS).with("GRADIENT", false).with("GROUP", 4),
                "loss",
                new long[] {4},
                new long[] {4},
                new float[2],
                0,
                2,
                new int[] {1 << 30},
                0,
                1,
                new int[1],
                0,
                losses,
                0,
                1,
                2,
                1);
        assertThat(losses[0]).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "SGD, false, false",
        "MOMENTUM, true, false",
        "NESTEROV, false, false",
        "ADAGRAD, true, false",
        "ADADELTA, false, false",
        "RMSPROP, false, false",
        "ADAM, true, true",
        "ADAMW, true, true",
        "AMSGRAD, false, false",
        "NADAM, false, true",
        "RPROP, false, false",
        "SGD, true, true"
    })
    void rulesAreTheFormulas(String rule, boolean regularizer, boolean scheduled) {
        int n = 70;
        int penalised = 50;
        Grid w = Grid.integers(1, n, false, random);
        Grid g = Grid.integers(1, n, false, random);
        Grid state = Grid.integers(3, n, false, random);
        for (int i = 0; i < n; i++) {
            for (int slot = rule.equals("ADAM") ? 1 : 0; slot < 3 && !rule.equals("RPROP"); slot++) {
                state.set(slot, i, Math.abs(state.at(slot, i)));
            }
        }
        Grid expectedW = w.copy();
        Grid expectedState = state.copy();
        for (int i = 0; i < n; i++) {
            double penalty = regularizer && i < penalised ? 0.5 * Math.signum(w.at(0, i)) + 0.25 * w.at(0, i) : 0;
            RuleFormulas.step(rule, i, g.at(0, i) + penalty, expectedW, expectedState);
        }
        List<Object> arguments = new ArrayList<>(List.of(w.data, w.offset, g.data, g.offset));
        if (!rule.equals("SGD")) {
            arguments.addAll(List.of(state.data, state.offset, state.stride));
        }
        float[] coefficients = {9, 0.1f, 2, 0.5f};
        arguments.addAll(
                scheduled
                        ? List.of(new float[] {8, 8, 8, 8, 8, 0.1f, 2, 0.5f}, 1, 4, new int[] {1}, 0, n, 2)
                        : List.of(coefficients, 1, n));
        if (regularizer) {
            arguments.addAll(List.of(penalised, 0.5f, 0.25f));
        }
        arguments.addAll(RuleFormulas.constants(rule));
        Build build = Build.of(Program.UPDATE)
                .with("RULE", rule)
                .with("REGULARIZER", regularizer)
                .with("SCHEDULED", scheduled);
        device.run(build, "update", new long[] {128}, new long[] {64}, arguments.toArray());
        assertThat(w.data).containsExactly(expectedW.data, CLOSE);
        assertThat(state.data).containsExactly(expectedState.data, CLOSE);
    }

    /** Clipped to 2, halved, and a quarter of the parameter more, or that much of the parameter less. */
    @ParameterizedTest
    @ValueSource(strings = {"COUPLED", "DECOUPLED"})
    void gradientsAreClippedScaledAndThenDecayed(String decay) {
        float[] w = {9, 4, -8, 2, 1};
        float[] g = {9, 3, -1, -5, Float.NaN};
        List<Object> arguments =
                new ArrayList<>(List.of(w, 1, g, 1, new float[] {9, 0.5f}, 1, new float[] {1, 0.25f}, 0, 4, 2f, 2));
        arguments.add(decay.equals("COUPLED") ? (Object) 0.25f : (Object) 1);
        Build build =
                Build.of(Program.UPDATE).with("CLIP", true).with("SCALED", true).with("DECAY", decay);
        device.run(build, "update", new long[] {64}, new long[] {64}, arguments.toArray());
        assertThat(w).containsExactly(9, 4 - 1 - 1, -8 + 0.5f + 2, 2 + 1, Float.NaN);
    }

    @Test
    void anUpdateOutsideTheScheduleChangesNothing() {
        float[] w = {1};
        device.run(
                Build.of(Program.UPDATE).with("SCHEDULED", true),
                "update",
                new long[] {64},
                new long[] {64},
                w,
                0,
                new float[] {1},
                0,
                new float[] {1},
                0,
                1,
                new int[] {1},
                0,
                1,
                1);
        assertThat(w).containsExactly(1);
    }
}
