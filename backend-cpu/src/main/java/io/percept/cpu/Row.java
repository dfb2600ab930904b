package io.percept.cpu;

import io.percept.backend.MatrixView;

/** Where the rows of a float view lie, taken apart once for the inner loops. */
final class Row {
    final float[] data;
    final int columns;
    private final int offset;
    private final int stride;

    Row(MatrixView view) {
        this.data = CpuBuffer.floats(view);
        this.columns = view.columns();
        this.offset = view.offset();
        this.stride = view.rowStride();
    }

    int start(int row) {
        return offset + row * stride;
    }
}
