package io.percept.cpu;

import io.percept.backend.MatrixView;
import java.util.Arrays;

/**
 * The left operand of a product, m x k, whose elements are broadcast: cut into panels of {@link Lanes#blockRows} rows, the last of which is
 * filled up with zeros; and along k into blocks of nearly equal length.
 *
 * <p>A packed block is {@code rows}, each row at a constant stride, where the operand's rows lie in memory as such; and otherwise
 * {@code steps}, the column of the panel at each step of k. Both are plain copies of what lies together.
 */
final class LeftPanels {
    /** Floats from row to row: beyond the longest block, and not a multiple of a power of two that cache sets would collide on. */
    static final int ROW_STRIDE = 400;

    /** The longest block along k: with two vectors a step, the block of b takes 49 KB at 512 bits. Half of it took up to 8 % longer. */
    static final int LONGEST_BLOCK = 392;

    /** One row of zeros is as good as many. */
    private static final float[] ZEROS = new float[Lanes.BLOCK_COLUMNS];

    private final float[] data;
    private final int offset;
    private final int stride;
    private final boolean transposed;
    private final int m;
    private final int k;
    private final int panels;
    private final int height;
    private final int blocks;

    /**
     * @param transposed whether the view is k x m
     */
    LeftPanels(MatrixView view, boolean transposed) {
        this.data = CpuBuffer.floats(view);
        this.offset = view.offset();
        this.stride = view.rowStride();
        this.transposed = transposed;
        this.m = transposed ? view.columns() : view.rows();
        this.k = transposed ? view.rows() : view.columns();
        this.height = Lanes.blockRows(m);
        this.panels = Kernel.divideUp(m, height);
        this.blocks = Kernel.divideUp(k, LONGEST_BLOCK);
    }

    boolean transposed() {
        return transposed;
    }

    int panels() {
        return panels;
    }

    int blocks() {
        return blocks;
    }

    /** Rows of a panel, zeros included. */
    int height() {
        return height;
    }

    /** The first row of a panel; of the one after the last, m. */
    int row(int panel) {
        return Math.min(panel * height, m);
    }

    /** The first step of a block; of the one after the last, k. */
    int step(int block) {
        return (int) ((long) k * block / blocks);
    }

    /** Floats that a packed block takes. */
    static int blockSize() {
        return Lanes.BLOCK_ROWS * ROW_STRIDE;
    }

    /** The length of a block. */
    int steps(int block) {
        return step(block + 1) - step(block);
    }

    void pack(int panel, int block, float[] target, int at) {
        int firstRow = row(panel);
        int rows = row(panel + 1) - firstRow;
        int first = step(block);
        int length = step(block + 1) - first;
        if (transposed) {
            for (int p = 0; p < length; p++) {
                int to = at + p * height;
                System.arraycopy(data, offset + (first + p) * stride + firstRow, target, to, rows);
                Arrays.fill(target, to + rows, to + height, 0f);
            }
        } else {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(data, offset + (firstRow + i) * stride + first, target, at + i * ROW_STRIDE, length);
            }
            for (int i = rows; i < height; i++) {
                Arrays.fill(target, at + i * ROW_STRIDE, at + i * ROW_STRIDE + length, 0f);
            }
        }
    }

    /** c += a panel's block x b; the first block along k begins with zeros, whatever c holds. */
    void add(int block, float[] a, int ao, int vectors, float[] b, int bo, int ldb, float[] c, int co, int ldc) {
        if (block == 0) {
            multiply(steps(block), a, ao, vectors, b, bo, ldb, ZEROS, 0, 0, c, co, ldc);
        } else {
            multiply(steps(block), a, ao, vectors, b, bo, ldb, c, co, ldc, c, co, ldc);
        }
    }

    /** c = z + panel x b for {@code length} steps along k. */
    void multiply(
            int length,
            float[] packed,
            int at,
            int vectors,
            float[] b,
            int bo,
            int ldb,
            float[] z,
            int zo,
            int ldz,
            float[] c,
            int co,
            int ldc) {
        if (transposed) {
            MicroKernels.steps(height, vectors, length, packed, at, b, bo, ldb, z, zo, ldz, c, co, ldc);
        } else {
            MicroKernels.rows(height, vectors, length, packed, at, b, bo, ldb, z, zo, ldz, c, co, ldc);
        }
    }
}
