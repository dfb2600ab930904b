package io.percept.cpu;

/** The right operand is packed already; a thread packs the rows of its chunk. */
final class MultiplyByShared extends Multiply {
    /** Rows of a chunk at most: packed they take half of a second-level cache of 256 KB. */
    private static final int MOST_PANELS = 8;

    /** The same at least, where they become parts of the product's rows: these should be longer than a vector. */
    private static final int LEAST_PANELS_TURNED = 3;

    private final PackRight shared;

    MultiplyByShared(Gemm.Product product, LeftPanels left, PackRight shared, boolean turned, int threads) {
        this(
                product,
                left,
                shared,
                Cut.byWork(product, left.panels(), turned ? LEAST_PANELS_TURNED : 1, MOST_PANELS),
                turned,
                threads);
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
    void multiply(Rectangle at, int block, float[] own) {
        for (int row = at.firstRow; row < at.endRow; row++) {
            left.pack(row, block, own, (row - at.firstRow) * LeftPanels.blockSize());
        }
        for (int column = at.firstColumn; column < at.endColumn; column++) {
            int b = shared.offset(column, left.step(block));
            for (int row = at.firstRow; row < at.endRow; row++) {
                int a = (row - at.firstRow) * LeftPanels.blockSize();
                destination.multiply(at, block, row, column, own, a, shared.packed(), b);
            }
        }
    }
}
