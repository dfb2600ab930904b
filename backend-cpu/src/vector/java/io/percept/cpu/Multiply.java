package io.percept.cpu;

import io.percept.backend.Executable.Launch;
import java.util.Arrays;

/** Multiplies panels of two operands, one of which is packed for all threads; a chunk is a rectangle of the product. */
abstract class Multiply extends Kernel {
    /** Rows or columns of a chunk at most on the side that is packed already. */
    private static final int LONGEST_SIDE = 1024;

    final LeftPanels left;
    final RightPanels right;
    /** What a thread packs. */
    final float[][] own;

    private final Gemm.Product product;
    private final Cut rows;
    private final Cut columns;
    /** Null where the product comes out as it is. */
    private final Turner turner;

    private final float[][] results;

    Multiply(
            Gemm.Product product,
            LeftPanels left,
            RightPanels right,
            Cut rows,
            Cut columns,
            boolean turned,
            int threads,
            int ownSize) {
        super(
                new Launch(
                        product.name(),
                        "vector " + left.height() + "x" + right.width() + (turned ? " turned" : ""),
                        product.sizes(),
                        product.flops(),
                        product.a().bytes() + product.b().bytes() + (long) Float.BYTES * product.m() * product.n()),
                rows.chunks() * columns.chunks());
        this.product = product;
        this.left = left;
        this.right = right;
        this.rows = rows;
        this.columns = columns;
        this.own = new float[threads][ownSize];
        int size = rows.perChunk() * left.height() * columns.perChunk() * right.width();
        this.results = new float[threads][size];
        this.turner = turned ? new Turner(product, threads, size) : null;
    }

    static Cut allRows(LeftPanels left) {
        return new Cut(left.panels(), Math.min(left.panels(), LONGEST_SIDE / left.height()));
    }

    static Cut allColumns(RightPanels right) {
        return new Cut(right.panels(), Math.min(right.panels(), LONGEST_SIDE / right.width()));
    }

    /** Adds one block along k of a rectangle of panels to c. */
    abstract void multiply(
            int block, int firstRow, int endRow, int firstColumn, int endColumn, float[] own, float[] c, int ldc);

    @Override
    final void warmUp() {
        WarmUp.run(product, left, right.width() / Lanes.COUNT);
    }

    @Override
    final void run(int chunk, int worker) {
        int firstRow = rows.first(chunk / columns.chunks());
        int endRow = rows.first(chunk / columns.chunks() + 1);
        int firstColumn = columns.first(chunk % columns.chunks());
        int endColumn = columns.first(chunk % columns.chunks() + 1);
        int ldc = (endColumn - firstColumn) * right.width();
        float[] c = results[worker];
        Arrays.fill(c, 0, (endRow - firstRow) * left.height() * ldc, 0f);
        for (int block = 0; block < left.blocks(); block++) {
            multiply(block, firstRow, endRow, firstColumn, endColumn, own[worker], c, ldc);
        }
        int row = left.row(firstRow);
        int m = left.row(endRow) - row;
        int column = right.column(firstColumn);
        int n = right.column(endColumn) - column;
        if (turner != null) {
            turner.hand(worker, row, m, column, n, c, ldc);
            return;
        }
        for (int i = 0; i < m; i++) {
            product.sink().accept(row + i, column, n, c, i * ldc);
        }
    }
}
