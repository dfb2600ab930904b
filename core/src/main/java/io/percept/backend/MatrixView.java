package io.percept.backend;

import java.util.Objects;

/**
 * A matrix inside a buffer: element (r, c) is element {@code offset + r * rowStride + c} of the buffer. Views with a stride larger
 * than their width let a layer write into a slice of a wider matrix; views with an offset make all parameters of a network parts
 * of one flat buffer. A vector is a view with one row. A view that does not lie inside its buffer cannot be built.
 *
 * @param buffer the memory
 * @param offset index of the first element
 * @param rows number of rows, at least 1
 * @param columns number of columns, at least 1
 * @param rowStride elements from one row's start to the next one's; at least {@code columns}
 */
public record MatrixView(DeviceBuffer buffer, int offset, int rows, int columns, int rowStride) {
    public MatrixView {
        Objects.requireNonNull(buffer, "buffer");
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "a view of " + rows + " x " + columns + "; it must have rows and columns");
        }
        if (rows == 1) {
            rowStride = columns; // One form for every vector, so that equal views are equal records.
        }
        if (rowStride < columns) {
            throw new IllegalArgumentException(
                    "row stride " + rowStride + " is smaller than the view's " + columns + " columns");
        }
        long end = offset + (rows - 1L) * rowStride + columns;
        if (offset < 0 || end > buffer.size()) {
            throw new IllegalArgumentException("a view of elements " + offset + " to " + end
                    + " does not lie inside its buffer of " + buffer.rows() + " x " + buffer.columns());
        }
    }

    /** Rows {@code from} to {@code from + count} of this view. */
    public MatrixView rowRange(int from, int count) {
        if (from < 0 || from + count > rows) {
            throw new IllegalArgumentException("rows " + from + " to " + (from + count) + " of a view of " + shape());
        }
        return new MatrixView(buffer, offset + from * rowStride, count, columns, rowStride);
    }

    /** Columns {@code from} to {@code from + count} of this view. */
    public MatrixView columnRange(int from, int count) {
        if (from < 0 || from + count > columns) {
            throw new IllegalArgumentException(
                    "columns " + from + " to " + (from + count) + " of a view of " + shape());
        }
        return new MatrixView(buffer, offset + from, rows, count, rowStride);
    }

    /** The number of elements. */
    public long size() {
        return (long) rows * columns;
    }

    /** The memory that the elements take, in bytes. */
    public long bytes() {
        return size() * buffer.type().bytes();
    }

    public ElementType type() {
        return buffer.type();
    }

    /** Whether the rows follow one another without gaps. */
    public boolean isContiguous() {
        return rowStride == columns || rows == 1;
    }

    /** The index after the last element. */
    public int end() {
        return offset + (rows - 1) * rowStride + columns;
    }

    /** "rows x columns", as messages show it. */
    public String shape() {
        return rows + " x " + columns;
    }

    /** Whether this view and another one share an element. */
    public boolean overlaps(MatrixView other) {
        if (buffer != other.buffer || end() <= other.offset || other.end() <= offset) {
            return false;
        }
        if (rowStride != other.rowStride) {
            return true; // Two grids of different pitch: telling slices apart is not worth the arithmetic.
        }
        // Both lie on one grid of rows; a view may run past the grid's right edge into its next row.
        int column = offset % rowStride;
        int otherColumn = other.offset % rowStride;
        return meets(column, columns, otherColumn, other.columns)
                || meets(column, columns, otherColumn + rowStride, other.columns)
                || meets(column + rowStride, columns, otherColumn, other.columns);
    }

    private static boolean meets(int start, int length, int otherStart, int otherLength) {
        return start < otherStart + otherLength && otherStart < start + length;
    }
}
