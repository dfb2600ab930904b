package io.percept.cpu;

import io.percept.backend.MatrixView;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The right operand of a product, k x n, whose rows are loaded as vectors: cut into panels of two vectors' width, or one vector's where
 * that is enough for all. A packed panel has no gaps; columns beyond n are zero.
 */
final class RightPanels {
    private final float[] data;
    private final int offset;
    private final int stride;
    private final boolean transposed;
    private final int n;
    private final int k;
    private final int width;
    private final int panels;

    /**
     * @param transposed whether the view is n x k
     */
    RightPanels(MatrixView view, boolean transposed) {
        this.data = CpuBuffer.floats(view);
        this.offset = view.offset();
        this.stride = view.rowStride();
        this.transposed = transposed;
        this.n = transposed ? view.rows() : view.columns();
        this.k = transposed ? view.columns() : view.rows();
        this.width = n <= Lanes.COUNT ? Lanes.COUNT : Lanes.BLOCK_COLUMNS;
        this.panels = Kernel.divideUp(n, width);
    }

    int panels() {
        return panels;
    }

    /** The first column of a panel; of the one after the last, n. */
    int column(int panel) {
        return Math.min(panel * width, n);
    }

    /** Columns of a panel, zeros included. */
    int width() {
        return width;
    }

    /** Whether a panel's rows lie in the operand as they would be packed, but for the distance between them. */
    boolean isInPlace(int panel) {
        return !transposed && column(panel + 1) - column(panel) == width;
    }

    float[] data() {
        return data;
    }

    /** Where a step of a panel that is in place begins. */
    int place(int panel, int step) {
        return offset + step * stride + column(panel);
    }

    int stride() {
        return stride;
    }

    /** Packs steps {@code first} to {@code first + length} of a panel. */
    void pack(int panel, int first, int length, float[] target, int at) {
        int from = column(panel);
        int columns = column(panel + 1) - from;
        if (transposed) {
            packTransposed(from, columns, first, length, target, at);
        } else if (columns == width) {
            packRows(from, 1, first, length, target, at);
        } else {
            for (int p = 0; p < length; p++) {
                int to = at + p * width;
                System.arraycopy(data, offset + (first + p) * stride + from, target, to, columns);
                Arrays.fill(target, to + columns, to + width, 0f);
            }
        }
    }

    /** Packs steps {@code first} to {@code first + length} of the panels {@code panel} to {@code end}, one after another. */
    void pack(int panel, int end, int first, int length, float[] target) {
        int whole = transposed ? panel : Math.max(panel, Math.min(end, n / width));
        packRows(column(panel), whole - panel, first, length, target, 0);
        for (int i = whole; i < end; i++) {
            pack(i, first, length, target, (i - panel) * width * length);
        }
    }

    /** Row after row, for whole panels side by side. */
    private void packRows(int from, int count, int first, int length, float[] target, int at) {
        int source = offset + first * stride + from;
        for (int p = 0; p < length; p++) {
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < width; j += Lanes.COUNT) {
                    FloatVector.fromArray(Lanes.SPECIES, data, source + p * stride + i * width + j)
                            .intoArray(target, at + (i * length + p) * width + j);
                }
            }
        }
    }

    private void packTransposed(int from, int columns, int first, int length, float[] target, int at) {
        int source = offset + from * stride + first;
        int j = 0;
        if (width == Lanes.BLOCK_COLUMNS) {
            for (; j + 4 <= columns; j += 4) {
                packFour(source + j * stride, length, target, at + j);
            }
        }
        for (; j < columns; j++) {
            for (int p = 0; p < length; p++) {
                target[at + p * width + j] = data[source + j * stride + p];
            }
        }
        for (int p = 0; columns < width && p < length; p++) {
            Arrays.fill(target, at + p * width + columns, at + (p + 1) * width, 0f);
        }
    }

    /** Four columns of a panel of full width: with that as a constant, compilers leave out the checks of indexes. */
    private void packFour(int source, int length, float[] target, int at) {
        for (int p = 0; p < length; p++) {
            int to = at + p * Lanes.BLOCK_COLUMNS;
            int from = source + p;
            target[to] = data[from];
            target[to + 1] = data[from + stride];
            target[to + 2] = data[from + 2 * stride];
            target[to + 3] = data[from + 3 * stride];
        }
    }
}
