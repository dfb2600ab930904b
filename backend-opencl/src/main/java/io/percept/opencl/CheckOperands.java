package io.percept.opencl;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;

import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.ElementType;
import io.percept.backend.Executable;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Owned;
import io.percept.backend.Regularizer;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What an operation of the {@link SelfCheck} works on, the same on every device. */
final class CheckOperands implements AutoCloseable {
    private final Device device;
    private final Owned owned = new Owned();
    private final List<MatrixView> all = new ArrayList<>();

    CheckOperands(Device device) {
        this.device = device;
    }

    /** Every operand's elements after the operation. */
    static List<double[]> run(Device device, Function<CheckOperands, List<Op>> operations) {
        try (CheckOperands operands = new CheckOperands(device);
                Executable executable = device.compile(operations.apply(operands))) {
            executable.run();
            return operands.all.stream().map(operands::read).toList();
        }
    }

    private MatrixView add(int rows, int columns, ElementType type) {
        DeviceBuffer buffer = owned.own(device.allocate(rows, columns, type));
        all.add(buffer.view());
        return buffer.view();
    }

    /** Integers from -3 to 3 that follow no simple pattern. */
    MatrixView matrix(int rows, int columns) {
        return filled(rows, columns, number -> number - 3);
    }

    /** Eighths from 1/8 to 7/8: exact, and so are their products with small integers. */
    MatrixView fractions(int rows, int columns) {
        return filled(rows, columns, number -> (number + 1) / 8f);
    }

    /** Numbers made of integers from 0 to 6. */
    private MatrixView filled(int rows, int columns, IntToFloat number) {
        MatrixView view = add(rows, columns, FLOAT32);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = number.of(Math.floorMod(((i + 31 * all.size()) * 0x9E3779B9) >>> 16, 7));
        }
        device.write(view.buffer(), values);
        return view;
    }

    @FunctionalInterface
    private interface IntToFloat {
        float of(int number);
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

    @Override
    public void close() {
        owned.close();
    }
}
