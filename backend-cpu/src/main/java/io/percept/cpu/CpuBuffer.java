package io.percept.cpu;

import io.percept.backend.ElementType;
import io.percept.backend.Lifetimes;
import io.percept.backend.MatrixView;
import io.percept.backend.TrackedBuffer;
import org.ejml.data.FMatrixRMaj;

/** A buffer in the Java heap: an EJML matrix for values, a plain array for the other types. */
final class CpuBuffer extends TrackedBuffer {
    /** Exactly one of these holds the elements, by the buffer's type. */
    private final FMatrixRMaj matrix;

    private final int[] integers;
    private final byte[] bytes;

    CpuBuffer(Lifetimes.Lifetime lifetime, int rows, int columns, ElementType type) {
        super(lifetime, rows, columns, type);
        int size = rows * columns;
        this.matrix = type == ElementType.FLOAT32 ? new FMatrixRMaj(rows, columns) : null;
        this.integers = type == ElementType.INT32 ? new int[size] : null;
        this.bytes = type == ElementType.UINT8 ? new byte[size] : null;
    }

    float[] floats() {
        return matrix.data;
    }

    int[] integers() {
        return integers;
    }

    byte[] bytes() {
        return bytes;
    }

    static float[] floats(MatrixView view) {
        return ((CpuBuffer) view.buffer()).floats();
    }

    static int[] integers(MatrixView view) {
        return ((CpuBuffer) view.buffer()).integers;
    }

    static byte[] bytes(MatrixView view) {
        return ((CpuBuffer) view.buffer()).bytes;
    }

    /** The view as an EJML matrix without copying, where it is the whole of its buffer; otherwise null. */
    static FMatrixRMaj wholeMatrix(MatrixView view) {
        FMatrixRMaj matrix = ((CpuBuffer) view.buffer()).matrix;
        boolean whole = view.isContiguous() && matrix.numRows == view.rows() && matrix.numCols == view.columns();
        return whole ? matrix : null;
    }

    /** Nothing to do: the garbage collector frees the arrays once nobody holds the buffer. */
    @Override
    protected void free() {}
}
