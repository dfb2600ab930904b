package io.percept.cpu;

import io.percept.backend.Executable.Launch;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;

/** Work down the columns of a matrix, where no column needs anything from another. */
final class Columnwise extends Kernel {
    private final int columns;
    private final int columnsPerChunk;
    private final ColumnTask task;

    /** Does columns {@code first} to {@code first + count}, row after row, as they lie in memory. */
    @FunctionalInterface
    interface ColumnTask {
        void run(int first, int count);
    }

    Columnwise(Op op, MatrixView x, ColumnTask task) {
        super(
                new Launch(op.name(), "columns", x.shape(), op.flops(), op.bytes()),
                divideUp(x.columns(), columnsPerChunk(x.columns(), x.rows())));
        this.columns = x.columns();
        this.columnsPerChunk = columnsPerChunk(x.columns(), x.rows());
        this.task = task;
    }

    @Override
    void run(int chunk, int worker) {
        int first = chunk * columnsPerChunk;
        task.run(first, Math.min(columnsPerChunk, columns - first));
    }
}
