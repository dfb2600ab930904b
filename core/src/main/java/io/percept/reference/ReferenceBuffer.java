package io.percept.reference;

import io.percept.backend.ElementType;
import io.percept.backend.Lifetimes;
import io.percept.backend.MatrixView;
import io.percept.backend.TrackedBuffer;

/** A buffer of the reference: doubles for values, so that nothing is rounded to float32. */
final class ReferenceBuffer extends TrackedBuffer {
    /** Exactly one of these holds the elements, by the buffer's type. */
    final double[] values;

    final int[] integers;
    final byte[] bytes;

    ReferenceBuffer(Lifetimes.Lifetime lifetime, int rows, int columns, ElementType type) {
        super(lifetime, rows, columns, type);
        int size = rows * columns;
        this.values = type == ElementType.FLOAT32 ? new double[size] : null;
        this.integers = type == ElementType.INT32 ? new int[size] : null;
        this.bytes = type == ElementType.UINT8 ? new byte[size] : null;
    }

    static double get(MatrixView view, int row, int column) {
        ReferenceBuffer buffer = (ReferenceBuffer) view.buffer();
        int index = view.offset() + row * view.rowStride() + column;
        return switch (buffer.type()) {
            case FLOAT32 -> buffer.values[index];
            case INT32 -> buffer.integers[index];
            case UINT8 -> Byte.toUnsignedInt(buffer.bytes[index]);
        };
    }

    static int getInt(MatrixView view, int column) {
        return ((ReferenceBuffer) view.buffer()).integers[view.offset() + column];
    }

    static void set(MatrixView view, int row, int column, double value) {
        ReferenceBuffer buffer = (ReferenceBuffer) view.buffer();
        int index = view.offset() + row * view.rowStride() + column;
        if (buffer.type() == ElementType.INT32) {
            buffer.integers[index] = (int) value;
        } else {
            buffer.values[index] = value;
        }
    }

    /** Nothing to do: the garbage collector frees the arrays once nobody holds the buffer. */
    @Override
    protected void free() {}
}
