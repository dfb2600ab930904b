package io.percept.cpu;

/** The left operand is packed already; a thread packs the columns of its chunk, one panel's block at a time. */
final class MultiplyShared extends Multiply {
    /** Columns of a chunk at most, in panels. */
    private static final int MOST_PANELS = 4;

    private final PackLeft shared;

    MultiplyShared(Gemm.Product product, PackLeft shared, RightPanels right, boolean turned, int threads) {
        super(
                product,
                shared.panels(),
                right,
                allRows(shared.panels()),
                Cut.byWork(product, right.panels(), 1, MOST_PANELS),
                turned,
                threads,
                Lanes.BLOCK_COLUMNS * LeftPanels.LONGEST_BLOCK);
        this.shared = shared;
    }

    @Override
    void multiply(Rectangle at, int block, float[] own) {
        for (int column = at.firstColumn; column < at.endColumn; column++) {
            right.pack(column, left.step(block), left.steps(block), own, 0);
            for (int row = at.firstRow; row < at.endRow; row++) {
                destination.multiply(at, block, row, column, shared.packed(), shared.offset(row, block), own, 0);
            }
        }
    }
}
