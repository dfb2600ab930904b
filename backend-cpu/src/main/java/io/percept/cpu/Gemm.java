package io.percept.cpu;

import io.percept.backend.MatrixView;
import java.util.List;

/** The seam behind which matrix products are computed. */
interface Gemm {
    /**
     * The kernels that compute a product and hand its rows to the product's sink.
     *
     * @param threads how many threads may run a kernel at once
     */
    List<Kernel> plan(Product product, int threads);

    /**
     * A matrix product op(a) op(b) of m x k by k x n, where op is nothing or the transpose.
     *
     * @param name the operation that it belongs to, for descriptions
     * @param a m x k, or k x m if transposed
     * @param b k x n, or n x k if transposed
     * @param sink takes the rows of the result
     */
    record Product(String name, MatrixView a, boolean transposeA, MatrixView b, boolean transposeB, RowSink sink) {
        int m() {
            return transposeA ? a.columns() : a.rows();
        }

        int n() {
            return transposeB ? b.rows() : b.columns();
        }

        int k() {
            return transposeA ? a.rows() : a.columns();
        }

        String sizes() {
            return m() + " x " + n() + " x " + k();
        }

        long flops() {
            return 2L * m() * n() * k();
        }
    }

    /** Takes finished parts of a product's rows: adds the bias, applies the activation, stores it. */
    @FunctionalInterface
    interface RowSink {
        /**
         * Elements {@code column} to {@code column + n} of row {@code row} of the product are at {@code product[offset ...]}; they may be
         * modified. Threads call this for different parts.
         */
        void accept(int row, int column, int n, float[] product, int offset);
    }
}
