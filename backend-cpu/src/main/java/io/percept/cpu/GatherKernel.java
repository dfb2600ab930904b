package io.percept.cpu;

import io.percept.backend.ElementType;
import io.percept.backend.Executable.Launch;
import io.percept.backend.GatherRows;
import io.percept.backend.MatrixView;

/** Collects the rows of a batch. */
final class GatherKernel extends Kernel {
    private final GatherRows op;
    private final int rows;
    private final int columns;
    private final int rowsPerChunk;
    private final Row mean;
    private final Row scale;
    private final RowLoops loops = Arithmetic.best().rows();

    GatherKernel(GatherRows op) {
        super(
                new Launch(op.name(), op.source().type().name(), op.y().shape(), op.flops(), op.bytes()),
                divideUp(op.y().rows(), itemsPerChunk(op.y().rows(), op.y().columns())));
        this.op = op;
        this.rows = op.y().rows();
        this.columns = op.y().columns();
        this.rowsPerChunk = itemsPerChunk(rows, columns);
        this.mean = op.mean() == null ? null : new Row(op.mean());
        this.scale = op.scale() == null ? null : new Row(op.scale());
    }

    @Override
    void run(int chunk, int worker) {
        MatrixView permutation = op.permutation();
        int[] order = CpuBuffer.integers(permutation);
        int steps = divideUp(permutation.columns(), op.stride());
        int first = permutation.offset() + Cursors.position(op.cursor(), steps) * op.stride();
        int end = Math.min((chunk + 1) * rowsPerChunk, rows);
        for (int row = chunk * rowsPerChunk; row < end; row++) {
            int from = order[first + row];
            if (from < 0 || from >= op.source().rows()) {
                throw new IllegalStateException("the permutation names row " + from + " of "
                        + op.source().rows());
            }
            copyRow(
                    op.source().offset() + from * op.source().rowStride(),
                    op.y().offset() + row * op.y().rowStride());
        }
    }

    private void copyRow(int from, int to) {
        if (op.y().type() == ElementType.INT32) {
            System.arraycopy(CpuBuffer.integers(op.source()), from, CpuBuffer.integers(op.y()), to, columns);
            return;
        }
        float[] y = CpuBuffer.floats(op.y());
        if (op.source().type() == ElementType.UINT8) {
            loops.widen(CpuBuffer.bytes(op.source()), from, y, to, columns);
        } else {
            System.arraycopy(CpuBuffer.floats(op.source()), from, y, to, columns);
        }
        if (mean != null) {
            loops.standardize(y, to, mean.data, mean.start(0), scale.data, scale.start(0), y, to, columns);
        }
    }
}
