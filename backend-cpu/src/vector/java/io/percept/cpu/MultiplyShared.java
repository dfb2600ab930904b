package io.percept.cpu;

/** The left operand is packed already; a thread packs the columns of its chunk, or takes them as they lie where they serve few rows only. */
final class MultiplyShared extends Multiply {
    /** For so many rows at most, columns are read less often than packing them would be worth. */
    private static final int FEW_ROWS = 256;

    private static final int MOST_PANELS_IN_PLACE = 4;

    /** Columns of a chunk at most, in panels: together they lie in long enough pieces in memory for it to be read ahead. */
    private static final int MOST_PANELS_PACKED = 8;

    private final PackLeft shared;
    private final boolean fewRows;

    MultiplyShared(Gemm.Product product, PackLeft shared, RightPanels right, int threads) {
        this(
                product,
                shared,
                right,
                Cut.byWork(product, right.panels(), 1, fewRows(product) ? MOST_PANELS_IN_PLACE : MOST_PANELS_PACKED),
                threads);
    }

    private MultiplyShared(Gemm.Product product, PackLeft shared, RightPanels right, Cut columns, int threads) {
        super(
                product,
                shared.panels(),
                right,
                allRows(shared.panels()),
                columns,
                false,
                threads,
                columns.perChunk() * right.width() * LeftPanels.LONGEST_BLOCK);
        this.shared = shared;
        this.fewRows = fewRows(product);
    }

    private static boolean fewRows(Gemm.Product product) {
        return product.m() <= FEW_ROWS;
    }

    @Override
    void multiply(Rectangle at, float[] own) {
        int inPlace = at.firstColumn;
        while (fewRows && inPlace < at.endColumn && right.isInPlace(inPlace)) {
            inPlace++;
        }
        for (int block = 0; block < left.blocks(); block++) {
            int first = left.step(block);
            right.pack(inPlace, at.endColumn, first, left.steps(block), own);
            for (int row = at.firstRow; row < at.endRow; row++) {
                float[] a = shared.packed();
                int ao = shared.offset(row, block);
                for (int column = at.firstColumn; column < inPlace; column++) {
                    int b = right.place(column, first);
                    destination.multiply(at, block, row, column, a, ao, right.data(), b, right.stride());
                }
                for (int column = inPlace; column < at.endColumn; column++) {
                    int b = (column - inPlace) * right.width() * left.steps(block);
                    destination.multiply(at, block, row, column, a, ao, own, b, right.width());
                }
            }
        }
    }
}
