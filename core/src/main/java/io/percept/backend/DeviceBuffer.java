package io.percept.backend;

/**
 * A block of a device's memory that holds a row-major matrix. Who allocates it closes it; closing twice is harmless, any other
 * use after that throws {@link IllegalStateException}, which says where it was closed when the device tracks lifetimes.
 */
public interface DeviceBuffer extends AutoCloseable {
    /** The number of rows, at least 1. */
    int rows();

    /** The number of columns, at least 1. */
    int columns();

    ElementType type();

    /** Frees the memory. */
    @Override
    void close();

    /** The number of elements. */
    default int size() {
        return rows() * columns();
    }

    /** The whole buffer, as operations name it. */
    default MatrixView view() {
        return new MatrixView(this, 0, rows(), columns(), columns());
    }

    /** A {@code rows x columns} matrix without gaps whose first element is element {@code offset} of this buffer. */
    default MatrixView view(int offset, int rows, int columns) {
        return new MatrixView(this, offset, rows, columns, columns);
    }
}
