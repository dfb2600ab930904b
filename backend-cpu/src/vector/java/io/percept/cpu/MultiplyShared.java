package io.percept.cpu;

/** The left operand is packed already; a thread packs the columns of its chunk, one panel's block at a time. */
final class MultiplyShared extends Multiply {
    /** Columns of a chunk at most, in panels: together they lie in long enough pieces in memory for it to be read ahead. */
    private static final int MOST_PANELS = 8;

    private final PackLeft shared;

    MultiplyShared(Gemm.Product product, PackLeft shared, RightPanels right, boolean turned, int threads) {
        this(product, shared, right, Cut.byWork(product, right.panels(), 1, MOST_PANELS), turned, threads);
    }

    private MultiplyShared(
            Gemm.Product product, PackLeft shared, RightPanels right, Cut columns, boolean turned, int threads) {
        super(
                product,
                shared.panels(),
                right,
                allRows(shared.panels()),
                columns,
                turned,
                threads,
                columns.perChunk() * right.width() * LeftPanels.LONGEST_BLOCK);
        this.shared = shared;
    }

    @Override
    void multiply(Rectangle at, float[] own) {
        for (int block = 0; block < left.blocks(); block++) {
            int size = right.width() * left.steps(block);
            right.pack(at.firstColumn, at.endColumn, left.step(block), left.steps(block), own);
            for (int row = at.firstRow; row < at.endRow; row++) {
                for (int column = at.firstColumn; column < at.endColumn; column++) {
                    int b = (column - at.firstColumn) * size;
                    destination.multiply(at, block, row, column, shared.packed(), shared.offset(row, block), own, b);
                }
            }
        }
    }
}
