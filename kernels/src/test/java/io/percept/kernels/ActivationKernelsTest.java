package io.percept.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every activation on small integers, by formulas as they stand in textbooks, and by central differences of those. */
class ActivationKernelsTest extends DeviceTest {
    private static final Offset<Float> CLOSE = Offset.offset(3e-6f);
    private static final int ROWS = 3;
    private static final int COLUMNS = 5;

    private final Random random = new Random(7);

    /**
     * A function and its settings.
     *
     * @param ofOutput whether the derivative takes y
     */
    private record Function(String name, boolean ofOutput, DoubleUnaryOperator f, List<Double> settings) {
        Function(String name, boolean ofOutput, DoubleUnaryOperator f) {
            this(name, ofOutput, f, List.of());
        }

        Build build() {
            Build build = Build.of(Program.ACTIVATE).with("ACTIVATION", name);
            for (int i = 0; i < settings.size(); i++) {
                build = build.with(i == 0 ? "ACTIVATION_A" : "ACTIVATION_B", settings.get(i));
            }
            return build;
        }

        /** The slope just below z: at a kink that is the one to take. */
        double derivative(double z) {
            double step = 1e-7;
            return (f.applyAsDouble(z - step) - f.applyAsDouble(z - 3 * step)) / (2 * step);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Function> functions() {
        DoubleUnaryOperator logistic = z -> 1 / (1 + Math.exp(-z));
        return List.of(
                new Function("IDENTITY", true, z -> z),
                new Function("SIGMOID", true, logistic),
                new Function("TANH", true, Math::tanh),
                new Function("RELU", true, z -> Math.max(z, 0)),
                new Function("LEAKY_RELU", true, z -> z > 0 ? z : 0.25 * z, List.of(0.25)),
                new Function("ABS", false, Math::abs),
                new Function("ELU", true, z -> z > 0 ? z : 1.5 * (Math.exp(z) - 1), List.of(1.5)),
                new Function("SELU", true, z -> 1.25 * (z > 0 ? z : 1.5 * (Math.exp(z) - 1)), List.of(1.5, 1.25)),
                new Function("CELU", true, z -> z > 0 ? z : 0.5 * (Math.exp(z / 0.5) - 1), List.of(0.5)),
                // Its quality is the conformance kit's business; here is the logistic curve of C. Tocher, 1963.
                new Function("GELU", false, z -> z * logistic.applyAsDouble(1.5976 * z + 0.070565992 * z * z * z)),
                new Function(
                        "GELU_TANH",
                        false,
                        z -> 0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z)))),
                new Function("SILU", false, z -> z * logistic.applyAsDouble(z)),
                new Function("MISH", false, z -> z * Math.tanh(Math.log(1 + Math.exp(z)))),
                new Function(
                        "SOFTPLUS", false, z -> 2 * z > 2.5 ? z : Math.log(1 + Math.exp(2 * z)) / 2, List.of(2.0, 2.5)),
                new Function("SOFTSIGN", false, z -> z / (1 + Math.abs(z))),
                new Function("HARD_SIGMOID", true, z -> Math.max(0, Math.min(1, 0.4 * z + 0.5)), List.of(0.4, 0.5)),
                new Function("HARD_SWISH", false, z -> z * Math.max(0, Math.min(1, z / 6 + 0.5))),
                new Function("SINE", false, Math::sin),
                new Function("THRESHOLD", true, z -> z > 0 ? 1 : 0));
    }

    @Test
    void noFunctionIsLeftOut() {
        Option option = Program.ACTIVATE.option("ACTIVATION");
        assertThat(functions().stream().map(Function::name)).containsExactlyElementsOf(option.values());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void functionsAndTheirDerivativesAreTheFormulas(Function function) {
        Grid x = Grid.integers(ROWS, COLUMNS, false, random);
        Grid dy = Grid.integers(ROWS, COLUMNS, false, random);
        Grid y = Grid.empty(ROWS, COLUMNS, true);
        Grid dx = Grid.empty(ROWS, COLUMNS, false);
        Grid expectedY = y.copy();
        Grid expectedDx = dx.copy();
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                expectedY.set(i, j, (float) function.f.applyAsDouble(x.at(i, j)));
                expectedDx.set(i, j, (float) (dy.at(i, j) * slope(function, x.at(i, j))));
            }
        }
        // The formula for GELU is good to 2e-4 only.
        Offset<Float> close = function.name.equals("GELU") ? Offset.offset(2e-3f) : CLOSE;
        Object[] forward = Stream.of(x, y).flatMap(Grid::arguments).toArray();
        device.run(function.build(), "activate", over(), group(), with(forward, ROWS, COLUMNS));
        assertThat(y.data).containsExactly(expectedY.data, close);

        Grid value = function.ofOutput ? y : x;
        Object[] backward = Stream.of(dy, value, dx).flatMap(Grid::arguments).toArray();
        device.run(function.build(), "activate_backward", over(), group(), with(backward, ROWS, COLUMNS));
        // Central differences in double precision are good to some 1e-9, and to the step where the slope bends.
        assertThat(dx.data).containsExactly(expectedDx.data, Offset.offset(close.value + 3e-6f));
    }

    /** At 0 the size of a number has no slope. */
    private static double slope(Function function, double z) {
        return function.name.equals("ABS") ? Math.signum(z) : function.derivative(z);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void whatIsNotANumberStays(Function function) {
        float[] x = {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};
        float[] y = new float[3];
        device.run(function.build(), "activate", new long[] {64, 1}, group(), x, 0, 3, y, 0, 3, 1, 3);
        assertThat(y[0]).isNaN();
        for (int i = 1; i < 3; i++) {
            double limit = function.f.applyAsDouble(x[i]);
            if (!Double.isNaN(limit)) { // Else the formula is infinity times 0 there.
                assertThat(y[i]).as("%s of %s", function, x[i]).isEqualTo((float) limit, CLOSE);
            }
        }
    }

    private static Object[] with(Object[] grids, Object... sizes) {
        return Stream.concat(Stream.of(grids), Stream.of(sizes)).toArray();
    }

    private static long[] over() {
        return new long[] {64, ROWS};
    }

    private static long[] group() {
        return new long[] {64, 1};
    }
}
