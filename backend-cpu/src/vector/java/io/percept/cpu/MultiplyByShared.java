package io.percept.cpu;

/** The right operand is packed already; a thread packs the rows of its chunk. */
final class MultiplyByShared extends Multiply {
    /** Rows of a chunk at most: packed they take half of a second-level cache of 256 KB. */
    private static final int MOST_PANELS = 8;

    private final PackRight shared;

    MultiplyByShared(Gemm.Product product, LeftPanels left, PackRight shared, boolean turned, int threads) {
        this(product, left, shared, Cut.byWork(product, left.panels(), MOST_PANELS), turned, threads);
    }

    private MultiplyByShared(
            Gemm.Product product, LeftPanels left, PackRight shared, Cut rows, boolean turned, int threads) {
        super(
                product,
                left,
                shared.panels(),
                rows,
                allColumns(shared.panels()),
                turned,
                threads,
                rows.perChunk() * LeftPanels.blockSize());
        this.shared = shared;
    }

    @Override
    void multiply(
            int block, int firstRow, int endRow, int firstColumn, int endColumn, float[] own, float[] c, int ldc) {
        int length = left.steps(block);
        for (int panel = firstRow; panel < endRow; panel++) {
            left.pack(panel, block, own, (panel - firstRow) * LeftPanels.blockSize());
        }
        for (int column = firstColumn; column < endColumn; column++) {
            int b = shared.offset(column, left.step(block));
            for (int panel = firstRow; panel < endRow; panel++) {
                int a = (panel - firstRow) * LeftPanels.blockSize();
                int at = (panel - firstRow) * left.height() * ldc + (column - firstColumn) * right.width();
                left.multiply(length, own, a, right.width() / Lanes.COUNT, shared.packed(), b, c, at, ldc);
            }
        }
    }
}
