package io.percept.cpu;

/**
 * Sums are kept where the product is to be. A product over few rows, such as the gradient of weights, takes hardly longer to compute than
 * to copy.
 */
final class Straight implements Destination {
    private final LeftPanels left;
    private final RightPanels right;
    private final Row target;
    /** For blocks at the edge, which are larger than what is left of the target. */
    private final float[][] edges;

    Straight(LeftPanels left, RightPanels right, Row target, int threads) {
        this.left = left;
        this.right = right;
        this.target = target;
        this.edges = new float[threads][left.height() * right.width()];
    }

    @Override
    public void multiply(Rectangle at, int block, int row, int column, float[] a, int ao, float[] b, int bo, int ldb) {
        int first = left.row(row);
        int m = left.row(row + 1) - first;
        int from = right.column(column);
        int n = right.column(column + 1) - from;
        int vectors = right.width() / Lanes.COUNT;
        if (m == left.height() && n == right.width()) {
            int stride = target.start(1) - target.start(0);
            left.add(block, a, ao, vectors, b, bo, ldb, target.data, target.start(first) + from, stride);
            return;
        }
        float[] edge = edges[at.worker];
        for (int i = 0; block > 0 && i < m; i++) {
            System.arraycopy(target.data, target.start(first + i) + from, edge, i * right.width(), n);
        }
        left.add(block, a, ao, vectors, b, bo, ldb, edge, 0, right.width());
        for (int i = 0; i < m; i++) {
            System.arraycopy(edge, i * right.width(), target.data, target.start(first + i) + from, n);
        }
    }

    /** All is where it is to be. */
    @Override
    public void finish(Rectangle at) {}
}
