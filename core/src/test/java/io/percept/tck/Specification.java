package io.percept.tck;

import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Executable;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Precision;
import io.percept.reference.ReferenceProvider;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of a case must have done, by the double-precision reference.
 *
 * <p>A list is judged operation by operation: each is run on the reference with the inputs that the device itself had, as far as they can
 * be read back after the run, and what the device made of them is compared. So errors do not pile up along the list, and no bound has
 * to allow for more than one operation. It asks of a list that what is overwritten within one run can be known exactly.
 */
final class Specification implements AutoCloseable {
    private final Case testCase;
    private final Precision precision;
    private final Mode mode;
    private final boolean poisoned;
    private final ErrorGauge gauge;
    private final Device reference;
    private final Workspace workspace;

    /**
     * What a case must do.
     *
     * @param precision of the matrix products of the device that is judged
     */
    Specification(Case testCase, Precision precision, Mode mode, double prefill, Poison poison, ErrorGauge gauge) {
        this.testCase = testCase;
        this.precision = precision;
        this.mode = mode;
        this.poisoned = poison != null;
        this.gauge = gauge;
        BackendProvider provider = new ReferenceProvider();
        BackendProvider.Available probe = (BackendProvider.Available) provider.probe();
        this.reference = provider.open(probe.devices().get(0), DeviceOptions.defaults());
        this.workspace = new Workspace(reference, testCase, Layout.TIGHT);
        workspace.fill(mode, prefill, poison);
    }

    /** How {@code after} differs from what the case makes of {@code before}, in words; empty when it does not. */
    String difference(Map<Operand, double[]> before, Map<Operand, double[]> after) {
        Map<Operand, double[]> state = new LinkedHashMap<>();
        before.forEach((operand, elements) -> state.put(operand, elements.clone()));
        for (int i = 0; i < workspace.ops().size(); i++) {
            String difference = difference(i, state, after);
            if (!difference.isEmpty()) {
                return difference;
            }
        }
        for (Operand operand : testCase.operands()) {
            int element = firstChange(state.get(operand), after.get(operand));
            if (element >= 0) {
                return place(operand, element) + " was " + state.get(operand)[element]
                        + " and nothing writes it, but it is " + after.get(operand)[element] + " afterwards";
            }
        }
        return "";
    }

    /** Judges one operation's outputs and puts the device's into {@code state}. */
    private String difference(int index, Map<Operand, double[]> state, Map<Operand, double[]> after) {
        Op op = workspace.ops().get(index);
        List<double[]> bounds = mode == Mode.EXACT
                ? op.outputs().stream()
                        .map(view -> new double[(int) view.size()])
                        .toList()
                : Bounds.of(op, view -> matrix(state, view), precision);
        workspace.write(state);
        try (Executable executable = reference.compile(List.of(op))) {
            executable.run();
        }
        Map<Operand, double[]> expected = workspace.read();
        for (int i = 0; i < bounds.size(); i++) {
            MatrixView view = op.outputs().get(i);
            Operand operand = workspace.operandOf(view);
            if (isOverwritten(index, view)) {
                if (Arrays.stream(bounds.get(i)).anyMatch(bound -> bound != 0)) {
                    throw new AssertionError(
                            testCase.name() + " overwrites " + operand.name() + ", which rounding has touched");
                }
                copy(view, expected.get(operand), state.get(operand));
                continue;
            }
            String difference = difference(op, view, expected.get(operand), after.get(operand), bounds.get(i));
            if (!difference.isEmpty()) {
                return difference;
            }
            copy(view, after.get(operand), state.get(operand));
        }
        return "";
    }

    private boolean isOverwritten(int index, MatrixView view) {
        return workspace.ops().subList(index + 1, workspace.ops().size()).stream()
                .flatMap(later -> later.outputs().stream())
                .anyMatch(view::overlaps);
    }

    private String difference(Op op, MatrixView view, double[] expected, double[] actual, double[] bounds) {
        int wrong = 0;
        double worst = 0;
        String first = "";
        for (int i = 0; i < bounds.length; i++) {
            int element = index(view, i);
            checkCase(expected[element]);
            double error = error(actual[element], expected[element], bounds[i]);
            worst = Math.max(worst, error);
            if (error > 1) {
                wrong++;
                if (first.isEmpty()) {
                    first = op.name() + ": " + place(workspace.operandOf(view), element) + " is " + actual[element]
                            + " but must be " + expected[element]
                            + explained(actual[element], expected[element], bounds[i]);
                }
            }
        }
        gauge.compared(op, worst);
        return wrong == 0 ? "" : first + "; " + wrong + " of " + bounds.length + " elements are wrong";
    }

    private static String explained(double actual, double expected, double bound) {
        double error = Math.abs(actual - expected);
        return bound > 0 && Double.isFinite(error)
                ? String.format(" within %.3g; the error is %.3g times that", bound, error / bound)
                : "";
    }

    /** The error as a fraction of its bound; infinite where there must be none. */
    private static double error(double actual, double expected, double bound) {
        // Equal also covers infinities, and the nearest float32 where nothing else is allowed.
        if (actual == expected || actual == (float) expected || (Double.isNaN(actual) && Double.isNaN(expected))) {
            return 0;
        }
        double error = Math.abs(actual - expected);
        if (error <= bound) {
            return bound == Double.POSITIVE_INFINITY ? 0 : error / bound;
        }
        return bound > 0 && Double.isFinite(error) ? error / bound : Double.POSITIVE_INFINITY;
    }

    /** A case that does not hold what it claims would let wrong results pass. */
    private void checkCase(double expected) {
        if (!poisoned && Double.isNaN(expected)) {
            throw new AssertionError(testCase.name() + " expects NaN without cause");
        }
        if (mode == Mode.EXACT && expected != (float) expected) {
            throw new AssertionError(
                    testCase.name() + " expects " + expected + ", which float32 does not hold exactly");
        }
    }

    private static int firstChange(double[] before, double[] after) {
        for (int i = 0; i < before.length; i++) {
            if (Double.doubleToRawLongBits(before[i]) != Double.doubleToRawLongBits(after[i])) {
                return i;
            }
        }
        return -1;
    }

    private static String place(Operand operand, int element) {
        return operand.name() + "[" + element / operand.columns() + ", " + element % operand.columns() + "]";
    }

    private Matrix matrix(Map<Operand, double[]> state, MatrixView view) {
        double[] elements = state.get(workspace.operandOf(view));
        double[] copy = new double[(int) view.size()];
        Arrays.setAll(copy, i -> elements[index(view, i)]);
        return new Matrix(view.rows(), view.columns(), copy);
    }

    private static void copy(MatrixView view, double[] from, double[] to) {
        for (int i = 0; i < view.size(); i++) {
            to[index(view, i)] = from[index(view, i)];
        }
    }

    /** Operands are whole buffers here, so that a view's position in its buffer is that in its operand. */
    private static int index(MatrixView view, int element) {
        return view.offset() + element / view.columns() * view.rowStride() + element % view.columns();
    }

    @Override
    public void close() {
        workspace.close();
        reference.close();
    }
}
