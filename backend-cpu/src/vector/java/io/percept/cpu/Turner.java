package io.percept.cpu;

/** Hands on the transpose of what was computed: rows are the product's columns. */
final class Turner {
    /** A cache line of floats: so many rows are read at once to write whole lines. */
    private static final int LINE = 16;

    private final Gemm.Product product;
    private final float[][] turned;

    Turner(Gemm.Product product, int threads, int size) {
        this.product = product;
        this.turned = new float[threads][size];
    }

    void hand(int worker, int row, int m, int column, int n, float[] c, int ldc) {
        float[] to = turned[worker];
        for (int i = 0; i < m; i += LINE) {
            int end = Math.min(i + LINE, m);
            for (int j = 0; j < n; j++) {
                for (int p = i; p < end; p++) {
                    to[j * m + p] = c[p * ldc + j];
                }
            }
        }
        for (int j = 0; j < n; j++) {
            product.sink().accept(column + j, row, m, to, j * m);
        }
    }
}
