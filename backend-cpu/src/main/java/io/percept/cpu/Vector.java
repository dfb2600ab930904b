package io.percept.cpu;

import io.percept.backend.MatrixView;

/** Where a vector of values lies. */
final class Vector {
    private final float[] data;
    private final int offset;

    Vector(MatrixView view) {
        this.data = CpuBuffer.floats(view);
        this.offset = view.offset();
    }

    float at(int j) {
        return data[offset + j];
    }

    void set(int j, double value) {
        data[offset + j] = (float) value;
    }

    /** Sets an element, or adds to it. */
    void put(int j, double value, boolean accumulate) {
        data[offset + j] = (float) (accumulate ? data[offset + j] + value : value);
    }
}
