package io.percept.cpu;

/** The right operand is packed already; a thread packs the rows of its chunk. */
final class MultiplyByShared extends Multiply {
    /** Rows of a chunk at most: packed they take half of a second-level cache of 256 KB. */
    private static final int MOST_PANELS = 8;

    /** The same at least, where they become parts of the product's rows: these should be longer than a vector. */
    private static final int LEAST_PANELS_TURNED = 3;

    /** Blocks along k that are packed together: what the second adds to is still in the nearest cache then. */
    private static final int BLOCKS_TOGETHER = 2;

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
                rows.perChunk() * BLOCKS_TOGETHER * LeftPanels.blockSize());
        this.shared = shared;
    }

    @Override
    void multiply(Rectangle at, float[] own) {
        for (int first = 0; first < left.blocks(); first += BLOCKS_TOGETHER) {
            multiply(at, first, Math.min(first + BLOCKS_TOGETHER, left.blocks()), own);
        }
    }

    private void multiply(Rectangle at, int first, int end, float[] own) {
        for (int row = at.firstRow; row < at.endRow; row++) {
            for (int block = first; block < end; block++) {
                left.pack(row, block, own, place(row - at.firstRow, block - first));
            }
        }
        for (int column = at.firstColumn; column < at.endColumn; column++) {
            for (int block = first; block < end; block++) {
                int b = shared.offset(column, left.step(block));
                for (int row = at.firstRow; row < at.endRow; row++) {
                    int a = place(row - at.firstRow, block - first);
                    destination.multiply(at, block, row, column, own, a, shared.packed(), b, right.width());
                }
            }
        }
    }

    private static int place(int row, int block) {
        return (row * BLOCKS_TOGETHER + block) * LeftPanels.blockSize();
    }
}
