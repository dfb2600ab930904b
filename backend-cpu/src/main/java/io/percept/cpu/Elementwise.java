package io.percept.cpu;

import io.percept.backend.Activate;
import io.percept.backend.ActivateBackward;
import io.percept.backend.Add;
import io.percept.backend.Executable.Launch;
import io.percept.backend.Fill;
import io.percept.backend.MatrixView;
import io.percept.backend.Multiply;
import io.percept.backend.Op;
import java.util.Arrays;

/** Operations whose rows need nothing from each other, row by row; here the elementwise ones. */
final class Elementwise extends Kernel {
    private final int rows;
    private final int rowsPerChunk;
    private final RowTask task;

    /** Does one row. */
    @FunctionalInterface
    interface RowTask {
        void run(int row);
    }

    Elementwise(Op op, MatrixView y, RowTask task) {
        this(op, "rows", y, task);
    }

    private Elementwise(Op op, String variant, MatrixView y, RowTask task) {
        super(
                new Launch(op.name(), variant, y.shape(), op.flops(), op.bytes()),
                divideUp(y.rows(), itemsPerChunk(y.rows(), y.columns())));
        this.rows = y.rows();
        this.rowsPerChunk = itemsPerChunk(y.rows(), y.columns());
        this.task = task;
    }

    @Override
    void run(int chunk, int worker) {
        int end = Math.min((chunk + 1) * rowsPerChunk, rows);
        for (int row = chunk * rowsPerChunk; row < end; row++) {
            task.run(row);
        }
    }

    static Kernel activate(Activate op) {
        Row x = new Row(op.x());
        Row y = new Row(op.y());
        ActivationLoops activation = Arithmetic.best().activation(op.activation());
        return new Elementwise(
                op,
                activation.variant(),
                op.y(),
                row -> activation.forward(x.data, x.start(row), y.data, y.start(row), y.columns));
    }

    static Kernel activateBackward(ActivateBackward op) {
        Row dy = new Row(op.dy());
        Row value = new Row(op.value());
        Row dx = new Row(op.dx());
        ActivationLoops activation = Arithmetic.best().activation(op.activation());
        return new Elementwise(
                op,
                activation.variant(),
                op.dx(),
                row -> activation.backward(
                        dy.data, dy.start(row), value.data, value.start(row), dx.data, dx.start(row), dx.columns));
    }

    static Kernel add(Add op) {
        Row a = new Row(op.a());
        Row b = new Row(op.b());
        Row y = new Row(op.y());
        RowLoops rows = Arithmetic.best().rows();
        return new Elementwise(
                op,
                op.y(),
                row -> rows.add(a.data, a.start(row), b.data, b.start(row), y.data, y.start(row), y.columns));
    }

    static Kernel multiply(Multiply op) {
        Row a = new Row(op.a());
        Row b = new Row(op.b());
        Row y = new Row(op.y());
        RowLoops rows = Arithmetic.best().rows();
        return new Elementwise(
                op,
                op.y(),
                row -> rows.multiply(a.data, a.start(row), b.data, b.start(row), y.data, y.start(row), y.columns));
    }

    static Kernel fill(Fill op) {
        Row y = new Row(op.y());
        float value = (float) op.value();
        return new Elementwise(op, op.y(), row -> Arrays.fill(y.data, y.start(row), y.start(row) + y.columns, value));
    }
}
