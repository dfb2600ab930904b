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
                Cut.byWork(product, right.panels(), MOST_PANELS),
                turned,
                threads,
                Lanes.BLOCK_COLUMNS * LeftPanels.LONGEST_BLOCK);
        this.shared = shared;
    }

    @Override
    void multiply(
            int block, int firstRow, int endRow, int firstColumn, int endColumn, float[] own, float[] c, int ldc) {
        int step = left.step(block);
        int length = left.steps(block);
        for (int column = firstColumn; column < endColumn; column++) {
            right.pack(column, step, length, own, 0);
            for (int panel = firstRow; panel < endRow; panel++) {
                int a = shared.offset(panel, block);
                int at = (panel - firstRow) * left.height() * ldc + (column - firstColumn) * right.width();
                left.multiply(length, shared.packed(), a, right.width() / Lanes.COUNT, own, 0, c, at, ldc);
            }
        }
    }
}
