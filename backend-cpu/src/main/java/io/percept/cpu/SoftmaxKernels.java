package io.percept.cpu;

import io.percept.backend.Executable.Launch;
import io.percept.backend.Softmax;
import io.percept.backend.SoftmaxBackward;

/** Softmax and its gradient. Sums are kept in double precision: a row is short beside the products around it. */
final class SoftmaxKernels {
    private SoftmaxKernels() {}

    /** {@link Softmax}. */
    static final class Forward extends Kernel {
        private final Row x;
        private final Row y;
        private final int rows;
        private final int rowsPerChunk;
        private final boolean logarithm;

        Forward(Softmax op) {
            super(
                    new Launch(op.name(), "rows", op.y().shape(), op.flops(), op.bytes()),
                    divideUp(op.y().rows(), itemsPerChunk(op.y().rows(), op.y().columns())));
            this.x = new Row(op.x());
            this.y = new Row(op.y());
            this.rows = op.y().rows();
            this.rowsPerChunk = itemsPerChunk(rows, op.y().columns());
            this.logarithm = op.logarithm();
        }

        @Override
        void run(int chunk, int worker) {
            int end = Math.min((chunk + 1) * rowsPerChunk, rows);
            for (int row = chunk * rowsPerChunk; row < end; row++) {
                row(x.start(row), y.start(row));
            }
        }

        private void row(int from, int to) {
            float max = x.data[from];
            for (int j = 1; j < x.columns; j++) {
                max = Math.max(max, x.data[from + j]);
            }
            double sum = 0;
            for (int j = 0; j < x.columns; j++) {
                sum += Math.exp((double) x.data[from + j] - max);
            }
            double logarithmOfSum = Math.log(sum);
            for (int j = 0; j < x.columns; j++) {
                double shifted = (double) x.data[from + j] - max;
                y.data[to + j] = (float) (logarithm ? shifted - logarithmOfSum : Math.exp(shifted) / sum);
            }
        }
    }

    /** {@link SoftmaxBackward}. */
    static final class Backward extends Kernel {
        private final Row dy;
        private final Row y;
        private final Row dx;
        private final int rows;
        private final int rowsPerChunk;
        private final boolean logarithm;

        Backward(SoftmaxBackward op) {
            super(
                    new Launch(op.name(), "rows", op.dx().shape(), op.flops(), op.bytes()),
                    divideUp(
                            op.dx().rows(),
                            itemsPerChunk(op.dx().rows(), op.dx().columns())));
            this.dy = new Row(op.dy());
            this.y = new Row(op.y());
            this.dx = new Row(op.dx());
            this.rows = op.dx().rows();
            this.rowsPerChunk = itemsPerChunk(rows, op.dx().columns());
            this.logarithm = op.logarithm();
        }

        @Override
        void run(int chunk, int worker) {
            int end = Math.min((chunk + 1) * rowsPerChunk, rows);
            for (int row = chunk * rowsPerChunk; row < end; row++) {
                row(dy.start(row), y.start(row), dx.start(row));
            }
        }

        private void row(int dyStart, int yStart, int dxStart) {
            double sum = 0;
            for (int j = 0; j < y.columns; j++) {
                sum += logarithm ? dy.data[dyStart + j] : (double) dy.data[dyStart + j] * y.data[yStart + j];
            }
            for (int j = 0; j < y.columns; j++) {
                double out = y.data[yStart + j];
                double gradient = dy.data[dyStart + j];
                dx.data[dxStart + j] = (float) (logarithm ? gradient - Math.exp(out) * sum : out * (gradient - sum));
            }
        }
    }
}
