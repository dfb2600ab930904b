package io.percept.cpu;

/** Stores a product's rows as they are, or adds them to what is there. */
final class StoreRows implements Gemm.RowSink {
    private final Row target;
    private final boolean accumulates;
    private final RowLoops rows = Arithmetic.best().rows();

    StoreRows(Row target, boolean accumulates) {
        this.target = target;
        this.accumulates = accumulates;
    }

    Row target() {
        return target;
    }

    boolean accumulates() {
        return accumulates;
    }

    @Override
    public void accept(int row, int column, int n, float[] product, int offset) {
        int start = target.start(row) + column;
        if (accumulates) {
            rows.add(product, offset, target.data, start, target.data, start, n);
        } else {
            System.arraycopy(product, offset, target.data, start, n);
        }
    }
}
