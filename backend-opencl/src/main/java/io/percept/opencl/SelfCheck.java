package io.percept.opencl;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;

import io.percept.backend.Activate;
import io.percept.backend.Activation;
import io.percept.backend.AdamRule;
import io.percept.backend.Add;
import io.percept.backend.Advance;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.BackendProvider.Available;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.DeviceOptions;
import io.percept.backend.ElementType;
import io.percept.backend.Executable;
import io.percept.backend.GatherRows;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Owned;
import io.percept.backend.Regularizer;
import io.percept.backend.Softmax;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;
import io.percept.reference.ReferenceProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A few small operations, compared with the reference: enough to notice a driver that compiles a kernel wrongly before somebody trains
 * with it. The conformance kit is the thorough check.
 */
final class SelfCheck {
    /** Small integers make float32 arithmetic exact. */
    private static final double EXACT = 0;

    /** Far above what rounding does to numbers of this size, far below what a wrong formula does. */
    private static final double ROUNDED = 1e-4;

    private static final List<Check> CHECKS = List.of(
            new Check(
                    EXACT,
                    operands -> new Affine(
                            operands.matrix(17, 33),
                            operands.matrix(9, 33),
                            operands.matrix(1, 9),
                            new Activation.Relu(),
                            null,
                            operands.matrix(17, 9))),
            new Check(
                    EXACT,
                    operands -> new AffineBackwardInput(
                            operands.matrix(17, 9),
                            operands.matrix(9, 33),
                            new Activation.Relu(),
                            operands.matrix(17, 33),
                            false,
                            operands.matrix(17, 33))),
            new Check(
                    EXACT,
                    operands -> new AffineBackwardWeights(
                            operands.matrix(17, 9),
                            operands.matrix(17, 33),
                            false,
                            operands.matrix(9, 33),
                            operands.matrix(1, 9))),
            new Check(
                    EXACT,
                    operands -> new Activate(operands.matrix(5, 67), new Activation.Relu(), operands.matrix(5, 67))),
            new Check(
                    EXACT, operands -> new Add(operands.matrix(5, 67), operands.matrix(5, 67), operands.matrix(5, 67))),
            new Check(
                    EXACT,
                    operands -> new GatherRows(
                            operands.matrix(6, 13),
                            operands.integers(4, 0, 5, 2),
                            operands.integers(0),
                            3,
                            operands.matrix(3, 13))),
            new Check(ROUNDED, operands -> new Softmax(operands.matrix(5, 67), false, operands.matrix(5, 67))),
            new Check(
                    ROUNDED,
                    operands -> new LossGradient(
                            new Loss.CrossEntropy(),
                            operands.matrix(3, 10),
                            operands.column(7, 0, 9),
                            operands.integers(1),
                            operands.matrix(1, 4),
                            operands.matrix(3, 10))),
            new Check(EXACT, operands -> operands.update(new UpdateRule.Sgd())),
            new Check(ROUNDED, operands -> operands.update(new AdamRule.Adam())),
            new Check(EXACT, operands -> new Advance(operands.integers(4))));

    private SelfCheck() {}

    /** What the device does wrong, if anything. */
    static Optional<String> failure(Device device) {
        ReferenceProvider provider = new ReferenceProvider();
        Available references = (Available) provider.probe();
        try (Device reference = provider.open(references.devices().get(0), DeviceOptions.defaults())) {
            return CHECKS.stream()
                    .flatMap(check -> check.failure(device, reference).stream())
                    .findFirst();
        }
    }

    /**
     * An operation to be run.
     *
     * @param tolerance how far each element may be from the reference's, as a part of the larger of 1 and its size
     */
    private record Check(double tolerance, Function<Operands, Op> operation) {
        Optional<String> failure(Device device, Device reference) {
            List<double[]> actual = Operands.run(device, operation);
            List<double[]> expected = Operands.run(reference, operation);
            for (int i = 0; i < expected.size(); i++) {
                for (int j = 0; j < expected.get(i).length; j++) {
                    double right = expected.get(i)[j];
                    // A NaN is in no range.
                    if (!(Math.abs(actual.get(i)[j] - right) <= tolerance * Math.max(1, Math.abs(right)))) {
                        return Optional.of(name(reference) + " gives " + actual.get(i)[j] + " where " + right
                                + " is right, in a check of small numbers");
                    }
                }
            }
            return Optional.empty();
        }

        private String name(Device reference) {
            Operands operands = new Operands(reference);
            try {
                return operation.apply(operands).name();
            } finally {
                operands.owned.close();
            }
        }
    }

    /** What an operation works on, the same on every device. */
    private static final class Operands {
        private final Device device;
        private final Owned owned = new Owned();
        private final List<MatrixView> all = new ArrayList<>();

        Operands(Device device) {
            this.device = device;
        }

        /** Every operand's elements after the operation. */
        static List<double[]> run(Device device, Function<Operands, Op> operation) {
            Operands operands = new Operands(device);
            try (Executable executable = device.compile(List.of(operation.apply(operands)))) {
                executable.run();
                return operands.all.stream().map(operands::read).toList();
            } finally {
                operands.owned.close();
            }
        }

        private MatrixView add(int rows, int columns, ElementType type) {
            DeviceBuffer buffer = owned.own(device.allocate(rows, columns, type));
            all.add(buffer.view());
            return buffer.view();
        }

        /** Integers from -3 to 3 that follow no simple pattern. */
        MatrixView matrix(int rows, int columns) {
            MatrixView view = add(rows, columns, FLOAT32);
            float[] values = new float[rows * columns];
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.floorMod(((i + 31 * all.size()) * 0x9E3779B9) >>> 16, 7) - 3;
            }
            device.write(view.buffer(), values);
            return view;
        }

        MatrixView integers(int... values) {
            return place(1, values);
        }

        MatrixView column(int... values) {
            return place(values.length, values);
        }

        private MatrixView place(int rows, int[] values) {
            MatrixView view = add(rows, values.length / rows, INT32);
            device.write(view.buffer(), 0, values, 0, values.length);
            return view;
        }

        Op update(UpdateRule rule) {
            int n = 67;
            MatrixView w = matrix(1, n);
            MatrixView gradient = matrix(1, n);
            // Zeros, as at the beginning of a training.
            MatrixView state = rule.stateSlots() == 0 ? null : add(rule.stateSlots(), n, FLOAT32);
            double[] coefficients = new double[rule.coefficientCount()];
            rule.coefficients(0.5, 1, coefficients, 0);
            MatrixView schedule = add(1, coefficients.length, FLOAT32);
            device.write(schedule.buffer(), 0, coefficients, 0, coefficients.length);
            return new Update(rule, Regularizer.NONE, 0, w, gradient, state, schedule, integers(0));
        }

        private double[] read(MatrixView view) {
            double[] values = new double[(int) view.size()];
            if (view.type() == FLOAT32) {
                device.read(view.buffer(), 0, values, 0, values.length);
            } else {
                int[] integers = new int[values.length];
                device.read(view.buffer(), 0, integers, 0, integers.length);
                for (int i = 0; i < values.length; i++) {
                    values[i] = integers[i];
                }
            }
            return values;
        }
    }
}
