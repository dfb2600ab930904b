package io.percept.cpu;

/** Sums are kept in a buffer of the thread and handed to the product's sink, row by row. */
final class HandedOn implements Destination {
    private final Gemm.Product product;
    private final LeftPanels left;
    private final RightPanels right;
    private final float[][] results;
    /** Null where the product comes out as it is. */
    private final Turner turner;

    /**
     * @param size floats of the largest rectangle
     * @param turned whether the transpose of what is computed is the product
     */
    HandedOn(Gemm.Product product, LeftPanels left, RightPanels right, int threads, int size, boolean turned) {
        this.product = product;
        this.left = left;
        this.right = right;
        this.results = new float[threads][size];
        this.turner = turned ? new Turner(product, threads, size) : null;
    }

    private int width(Rectangle at) {
        return (at.endColumn - at.firstColumn) * right.width();
    }

    @Override
    public void multiply(Rectangle at, int block, int row, int column, float[] a, int ao, float[] b, int bo, int ldb) {
        float[] c = results[at.worker];
        int ldc = width(at);
        int co = (row - at.firstRow) * left.height() * ldc + (column - at.firstColumn) * right.width();
        left.add(block, a, ao, right.width() / Lanes.COUNT, b, bo, ldb, c, co, ldc);
    }

    @Override
    public void finish(Rectangle at) {
        float[] c = results[at.worker];
        int ldc = width(at);
        int row = left.row(at.firstRow);
        int m = left.row(at.endRow) - row;
        int column = right.column(at.firstColumn);
        int n = right.column(at.endColumn) - column;
        if (turner != null) {
            turner.hand(at.worker, row, m, column, n, c, ldc);
            return;
        }
        for (int i = 0; i < m; i++) {
            product.sink().accept(row + i, column, n, c, i * ldc);
        }
    }
}
