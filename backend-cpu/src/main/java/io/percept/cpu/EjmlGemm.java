package io.percept.cpu;

import io.percept.backend.Executable.Launch;
import io.percept.backend.MatrixView;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.mult.MatrixMatrixMult_FDRM;

/**
 * Matrix products with EJML's float routine {@code mult_reorder}, which streams over rows of b. The product is cut into panels of rows
 * that the workers share; every row is summed in the order of k, whoever computes it.
 *
 * <p>EJML's own multithreaded routines cut by rows in the same way, but allocate tasks at each call, know no offsets or strides, and
 * take 60 to 180 µs to get going. Its routine for a transposed b sums in scalar code at a third of the speed, so b is transposed first.
 */
final class EjmlGemm implements Gemm {
    private static final int PANEL_ROWS = 16;
    /** Below this a product is not worth a second thread: about 10 µs at EJML's 6 GFLOP/s. */
    private static final long FLOPS_TO_SPLIT = 60_000;
    /** A small batch is cut into at least this many panels, so that a few threads have work. */
    private static final int LEAST_PANELS = 8;

    @Override
    public List<Kernel> plan(Product product, int threads) {
        List<Kernel> kernels = new ArrayList<>();
        FMatrixRMaj b = product.transposeB() ? null : CpuBuffer.wholeMatrix(product.b());
        if (b == null) {
            b = new FMatrixRMaj(product.k(), product.n());
            kernels.add(product.transposeB() ? new Transpose(product, b) : new Copy(product, b));
        }
        kernels.add(new Panels(product, b, threads));
        return kernels;
    }

    private static int panelRows(Product product) {
        if (product.flops() < FLOPS_TO_SPLIT) {
            return product.m();
        }
        return Math.min(PANEL_ROWS, Kernel.divideUp(product.m(), LEAST_PANELS));
    }

    /** Multiplies panels of a with b. */
    private static final class Panels extends Kernel {
        private final Product product;
        private final FMatrixRMaj b;
        private final int panelRows;
        private final FMatrixRMaj[] panelsOfA;
        private final FMatrixRMaj[] panelsOfC;

        private Panels(Product product, FMatrixRMaj b, int threads) {
            super(
                    new Launch(product.name(), "ejml", product.sizes(), product.flops(), bytes(product)),
                    divideUp(product.m(), panelRows(product)));
            this.product = product;
            this.b = b;
            this.panelRows = panelRows(product);
            this.panelsOfA = new FMatrixRMaj[threads];
            this.panelsOfC = new FMatrixRMaj[threads];
            for (int i = 0; i < threads; i++) {
                panelsOfA[i] = new FMatrixRMaj(panelRows, product.k());
                panelsOfC[i] = new FMatrixRMaj(panelRows, product.n());
            }
        }

        @Override
        void run(int chunk, int worker) {
            int first = chunk * panelRows;
            int rows = Math.min(panelRows, product.m() - first);
            FMatrixRMaj a = panelsOfA[worker];
            FMatrixRMaj c = panelsOfC[worker];
            a.reshape(rows, product.k());
            if (product.transposeA()) {
                gatherColumns(product.a(), first, rows, a.data);
            } else {
                copyRows(product.a(), first, rows, a.data);
            }
            MatrixMatrixMult_FDRM.mult_reorder(a, b, c);
            for (int i = 0; i < rows; i++) {
                product.sink().accept(first + i, 0, product.n(), c.data, i * product.n());
            }
        }

        private static long bytes(Product product) {
            return product.a().bytes() + product.b().bytes() + 4L * product.m() * product.n();
        }
    }

    /** Packs b where it is a part of a larger buffer. */
    private static final class Copy extends Kernel {
        private final MatrixView source;
        private final FMatrixRMaj target;
        private final int rowsPerChunk;

        private Copy(Product product, FMatrixRMaj target) {
            super(
                    new Launch(
                            "Pack",
                            "copy",
                            product.b().shape(),
                            0,
                            2 * product.b().bytes()),
                    divideUp(target.numRows, itemsPerChunk(target.numRows, target.numCols)));
            this.source = product.b();
            this.target = target;
            this.rowsPerChunk = itemsPerChunk(target.numRows, target.numCols);
        }

        @Override
        void run(int chunk, int worker) {
            int first = chunk * rowsPerChunk;
            int rows = Math.min(rowsPerChunk, source.rows() - first);
            for (int i = first; i < first + rows; i++) {
                System.arraycopy(
                        CpuBuffer.floats(source),
                        source.offset() + i * source.rowStride(),
                        target.data,
                        i * target.numCols,
                        target.numCols);
            }
        }
    }

    /** Packs the transpose of b: target[k, j] = b[j, k]. */
    private static final class Transpose extends Kernel {
        private static final int TILE = 16;
        private final MatrixView source;
        private final FMatrixRMaj target;

        private Transpose(Product product, FMatrixRMaj target) {
            super(
                    new Launch(
                            "Pack",
                            "transpose",
                            product.b().shape(),
                            0,
                            2 * product.b().bytes()),
                    divideUp(divideUp(target.numRows, TILE), tileRowsPerChunk(target)));
            this.source = product.b();
            this.target = target;
        }

        /** A chunk is some tiles' height of the target. */
        private static int tileRowsPerChunk(FMatrixRMaj target) {
            return divideUp(itemsPerChunk(target.numRows, target.numCols), TILE);
        }

        @Override
        void run(int chunk, int worker) {
            int height = tileRowsPerChunk(target) * TILE;
            int end = Math.min((chunk + 1) * height, target.numRows);
            for (int top = chunk * height; top < end; top += TILE) {
                for (int left = 0; left < target.numCols; left += TILE) {
                    transposeTile(top, Math.min(top + TILE, end), left, Math.min(left + TILE, target.numCols));
                }
            }
        }

        private void transposeTile(int top, int bottom, int left, int right) {
            float[] from = CpuBuffer.floats(source);
            float[] to = target.data;
            for (int j = left; j < right; j++) {
                int row = source.offset() + j * source.rowStride();
                for (int k = top; k < bottom; k++) {
                    to[k * target.numCols + j] = from[row + k];
                }
            }
        }
    }

    private static void copyRows(MatrixView source, int first, int rows, float[] target) {
        int columns = source.columns();
        for (int i = 0; i < rows; i++) {
            int from = source.offset() + (first + i) * source.rowStride();
            System.arraycopy(CpuBuffer.floats(source), from, target, i * columns, columns);
        }
    }

    /** Columns first to first + count of the source become rows of the target. */
    private static void gatherColumns(MatrixView source, int first, int count, float[] target) {
        float[] from = CpuBuffer.floats(source);
        int length = source.rows();
        for (int k = 0; k < length; k++) {
            int row = source.offset() + k * source.rowStride() + first;
            for (int i = 0; i < count; i++) {
                target[i * length + k] = from[row + i];
            }
        }
    }
}
