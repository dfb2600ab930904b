package io.percept.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Normalisations of small matrices, against plain loops in double precision. */
class NormalizationKernelsTest extends DeviceTest {
    private static final int ROWS = 7;
    private static final int COLUMNS = 19;
    private static final float EPSILON = 1e-3f;

    /** A few roundings of numbers below ten. */
    private static final double TOLERANCE = 1e-5;

    private final Random random = new Random(12);
    private final float[] gain = vector(COLUMNS);
    private final float[] shift = vector(COLUMNS);

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16})
    void columnsAreNormalised(int lanes) {
        Grid x = Grid.integers(ROWS, COLUMNS, false, random);
        Grid y = Grid.empty(ROWS, COLUMNS, true);
        float[] mean = new float[1 + COLUMNS];
        float[] inverse = new float[1 + COLUMNS];
        float[] runningMean = vector(COLUMNS);
        float[] runningVariance = vector(COLUMNS);
        float[] meanBefore = runningMean.clone();
        float[] varianceBefore = runningVariance.clone();
        device.run(
                Build.of(Program.NORMALIZE_COLUMNS).with("LANES", lanes),
                "normalize_columns",
                new long[] {32, lanes},
                new long[] {16, lanes},
                arguments(
                        x,
                        gain,
                        shift,
                        mean,
                        inverse,
                        runningMean,
                        runningVariance,
                        y,
                        ROWS,
                        COLUMNS,
                        EPSILON,
                        0.25f,
                        0.75f));
        for (int j = 0; j < COLUMNS; j++) {
            double[] column = column(x, j);
            double middle = Arrays.stream(column).average().orElseThrow();
            double squares = Arrays.stream(column)
                    .map(value -> value - middle)
                    .map(d -> d * d)
                    .sum();
            double scale = 1 / Math.sqrt(squares / ROWS + EPSILON);
            close(mean[1 + j], middle);
            close(inverse[1 + j], scale);
            close(runningMean[1 + j], 0.75 * meanBefore[1 + j] + 0.25 * middle);
            close(runningVariance[1 + j], 0.75 * varianceBefore[1 + j] + 0.25 * squares / (ROWS - 1));
            for (int i = 0; i < ROWS; i++) {
                close(y.at(i, j), (x.at(i, j) - middle) * scale * gain[1 + j] + shift[1 + j]);
            }
        }

        Grid standard = Grid.empty(ROWS, COLUMNS, false);
        device.run(
                Build.of(Program.NORMALIZE_COLUMNS).with("LANES", lanes),
                "standardize_columns",
                new long[] {32, 16},
                new long[] {16, lanes},
                arguments(x, mean, gain, gain, shift, standard, ROWS, COLUMNS, 10f));
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                double normal = (x.at(i, j) - mean[1 + j]) / Math.sqrt(gain[1 + j] + 10.0);
                close(standard.at(i, j), normal * gain[1 + j] + shift[1 + j]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void columnsHaveTheirGradients(boolean accumulate) {
        Grid x = Grid.integers(ROWS, COLUMNS, false, random);
        Grid dy = Grid.integers(ROWS, COLUMNS, true, random);
        Grid dx = Grid.empty(ROWS, COLUMNS, true);
        float[] mean = vector(COLUMNS);
        float[] inverse = vector(COLUMNS);
        float[] dgain = vector(COLUMNS);
        float[] dshift = vector(COLUMNS);
        float[] gainBefore = dgain.clone();
        float[] shiftBefore = dshift.clone();
        device.run(
                Build.of(Program.NORMALIZE_COLUMNS).with("ACCUMULATE", accumulate),
                "normalize_columns_backward",
                new long[] {32, 16},
                new long[] {16, 16},
                arguments(dy, x, mean, inverse, gain, dx, dgain, dshift, ROWS, COLUMNS));
        for (int j = 0; j < COLUMNS; j++) {
            double sum = 0;
            double product = 0;
            for (int i = 0; i < ROWS; i++) {
                sum += dy.at(i, j);
                product += dy.at(i, j) * normal(x.at(i, j), mean[1 + j], inverse[1 + j]);
            }
            close(dgain[1 + j], product + (accumulate ? gainBefore[1 + j] : 0));
            close(dshift[1 + j], sum + (accumulate ? shiftBefore[1 + j] : 0));
            for (int i = 0; i < ROWS; i++) {
                double normal = normal(x.at(i, j), mean[1 + j], inverse[1 + j]);
                double centred = dy.at(i, j) - sum / ROWS - normal * product / ROWS;
                close(dx.at(i, j), gain[1 + j] * inverse[1 + j] * centred);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 64})
    void rowsAreNormalised(int group) {
        Grid x = Grid.integers(ROWS, COLUMNS, false, random);
        Grid y = Grid.empty(ROWS, COLUMNS, true);
        float[] mean = new float[1 + ROWS];
        float[] inverse = new float[1 + ROWS];
        long[] global = {(long) ROWS * group};
        Build build = Build.of(Program.NORMALIZE_ROWS).with("GROUP", group);
        device.run(
                build,
                "normalize_rows",
                global,
                new long[] {group},
                arguments(x, gain, shift, mean, inverse, y, ROWS, COLUMNS, EPSILON));
        Grid withoutKeeping = Grid.empty(ROWS, COLUMNS, false);
        device.run(
                build.with("KEEP", false),
                "normalize_rows",
                global,
                new long[] {group},
                arguments(x, gain, shift, withoutKeeping, ROWS, COLUMNS, EPSILON));
        for (int i = 0; i < ROWS; i++) {
            double[] row = row(x, i);
            double middle = Arrays.stream(row).average().orElseThrow();
            double squares = Arrays.stream(row)
                    .map(value -> value - middle)
                    .map(d -> d * d)
                    .sum();
            double scale = 1 / Math.sqrt(squares / COLUMNS + EPSILON);
            close(mean[1 + i], middle);
            close(inverse[1 + i], scale);
            for (int j = 0; j < COLUMNS; j++) {
                close(y.at(i, j), (x.at(i, j) - middle) * scale * gain[1 + j] + shift[1 + j]);
                assertThat(withoutKeeping.at(i, j)).isEqualTo(y.at(i, j));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rowsHaveTheirGradients(boolean accumulate) {
        Grid x = Grid.integers(ROWS, COLUMNS, false, random);
        Grid dy = Grid.integers(ROWS, COLUMNS, true, random);
        Grid dx = Grid.empty(ROWS, COLUMNS, true);
        float[] mean = vector(ROWS);
        float[] inverse = vector(ROWS);
        float[] dgain = vector(COLUMNS);
        float[] dshift = vector(COLUMNS);
        float[] gainBefore = dgain.clone();
        float[] shiftBefore = dshift.clone();
        Build build = Build.of(Program.NORMALIZE_ROWS).with("ACCUMULATE", accumulate);
        device.run(
                build,
                "normalize_rows_sums",
                new long[] {32, 16},
                new long[] {16, 16},
                arguments(dy, x, mean, inverse, dgain, dshift, ROWS, COLUMNS));
        device.run(
                build,
                "normalize_rows_backward",
                new long[] {ROWS * 64},
                new long[] {64},
                arguments(dy, x, mean, inverse, gain, dx, ROWS, COLUMNS));
        for (int j = 0; j < COLUMNS; j++) {
            double sum = 0;
            double product = 0;
            for (int i = 0; i < ROWS; i++) {
                sum += dy.at(i, j);
                product += dy.at(i, j) * normal(x.at(i, j), mean[1 + i], inverse[1 + i]);
            }
            close(dgain[1 + j], product + (accumulate ? gainBefore[1 + j] : 0));
            close(dshift[1 + j], sum + (accumulate ? shiftBefore[1 + j] : 0));
        }
        for (int i = 0; i < ROWS; i++) {
            double sum = 0;
            double product = 0;
            for (int j = 0; j < COLUMNS; j++) {
                double g = dy.at(i, j) * gain[1 + j];
                sum += g;
                product += g * normal(x.at(i, j), mean[1 + i], inverse[1 + i]);
            }
            for (int j = 0; j < COLUMNS; j++) {
                double normal = normal(x.at(i, j), mean[1 + i], inverse[1 + i]);
                double centred = dy.at(i, j) * gain[1 + j] - sum / COLUMNS - normal * product / COLUMNS;
                close(dx.at(i, j), inverse[1 + i] * centred);
            }
        }
    }

    private static double normal(double x, double mean, double inverse) {
        return (x - mean) * inverse;
    }

    private static void close(float actual, double expected) {
        assertThat((double) actual).isCloseTo(expected, within(TOLERANCE * (1 + Math.abs(expected))));
    }

    private static double[] column(Grid x, int j) {
        double[] column = new double[x.rows];
        Arrays.setAll(column, i -> x.at(i, j));
        return column;
    }

    private static double[] row(Grid x, int i) {
        double[] row = new double[x.columns];
        Arrays.setAll(row, j -> x.at(i, j));
        return row;
    }

    /** Positive numbers, after one that is in front of the vector. */
    private float[] vector(int length) {
        float[] vector = new float[1 + length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = 0.5f + random.nextFloat();
        }
        return vector;
    }

    /** Matrices and vectors, which start at their second element, as the kernels' arguments. */
    private static Object[] arguments(Object... values) {
        List<Object> arguments = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof Grid grid) {
                arguments.addAll(List.of(grid.data, grid.offset, grid.stride));
            } else if (value instanceof float[] vector) {
                arguments.addAll(List.of(vector, 1));
            } else {
                arguments.add(value);
            }
        }
        return arguments.toArray();
    }
}
