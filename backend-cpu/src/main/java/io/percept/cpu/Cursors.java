package io.percept.cpu;

import io.percept.backend.MatrixView;

/** Reads cursors. */
final class Cursors {
    private Cursors() {}

    /** The cursor's position, which must be below {@code limit}: what lies beyond a view belongs to somebody else. */
    static int position(MatrixView cursor, int limit) {
        int position = CpuBuffer.integers(cursor)[cursor.offset()];
        if (position < 0 || position >= limit) {
            throw new IllegalStateException("the cursor stands at " + position + " of " + limit + " steps");
        }
        return position;
    }
}
