package io.percept.cpu;

import io.percept.backend.ElementType;
import io.percept.backend.Executable.Launch;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import java.util.List;

/**
 * Loss and gradient in two kernels: the rows, each by the loss's definition in double precision, then the mean of their losses. Rows are
 * short (as many elements as the network has outputs), so exactness costs little here.
 */
final class LossKernels {
    private LossKernels() {}

    static List<Kernel> of(LossGradient op, int threads) {
        double[] rowLosses = new double[op.z().rows()];
        return List.of(new Rows(op, rowLosses, threads), new Mean(op, rowLosses));
    }

    /** The loss and the gradient of each row. */
    private static final class Rows extends Kernel {
        /** An output costs an exponential or two, some ten times a plain element. */
        private static final int COST = 10;

        private final Loss loss;
        private final Row z;
        private final MatrixView t;
        private final Row dz;
        private final double[] rowLosses;
        private final int rowsPerChunk;
        private final double[][] outputs;
        private final double[][] targets;
        private final double[][] gradients;

        private Rows(LossGradient op, double[] rowLosses, int threads) {
            super(
                    new Launch(op.name(), op.loss().name(), op.z().shape(), op.flops(), op.bytes()),
                    divideUp(
                            op.z().rows(),
                            itemsPerChunk(op.z().rows(), COST * op.z().columns())));
            this.loss = op.loss();
            this.z = new Row(op.z());
            this.t = op.t();
            this.dz = op.dz() == null ? null : new Row(op.dz());
            this.rowLosses = rowLosses;
            this.rowsPerChunk = itemsPerChunk(op.z().rows(), COST * op.z().columns());
            this.outputs = new double[threads][z.columns];
            this.targets = new double[threads][t.columns()];
            this.gradients = new double[threads][z.columns];
        }

        @Override
        void run(int chunk, int worker) {
            double[] output = outputs[worker];
            double[] target = targets[worker];
            double[] gradient = gradients[worker];
            int end = Math.min((chunk + 1) * rowsPerChunk, rowLosses.length);
            for (int row = chunk * rowsPerChunk; row < end; row++) {
                int start = z.start(row);
                for (int j = 0; j < z.columns; j++) {
                    output[j] = z.data[start + j];
                }
                loadTarget(row, target);
                rowLosses[row] = loss.value(output, target);
                if (dz != null) {
                    loss.gradient(output, target, gradient);
                    int to = dz.start(row);
                    for (int j = 0; j < dz.columns; j++) {
                        dz.data[to + j] = (float) (gradient[j] / rowLosses.length);
                    }
                }
            }
        }

        private void loadTarget(int row, double[] target) {
            int start = t.offset() + row * t.rowStride();
            if (t.type() == ElementType.INT32) {
                target[0] = CpuBuffer.integers(t)[start];
            } else {
                float[] values = CpuBuffer.floats(t);
                for (int j = 0; j < target.length; j++) {
                    target[j] = values[start + j];
                }
            }
        }
    }

    /** The mean of the rows' losses, summed from the first to the last. */
    private static final class Mean extends Kernel {
        private final MatrixView cursor;
        private final MatrixView losses;
        private final double[] rowLosses;

        private Mean(LossGradient op, double[] rowLosses) {
            super(
                    new Launch("LossMean", "rows", rowLosses.length + " x 1", rowLosses.length, 8L * rowLosses.length),
                    1);
            this.cursor = op.cursor();
            this.losses = op.losses();
            this.rowLosses = rowLosses;
        }

        @Override
        void run(int chunk, int worker) {
            double sum = 0;
            for (double rowLoss : rowLosses) {
                sum += rowLoss;
            }
            int position = Cursors.position(cursor, losses.columns());
            CpuBuffer.floats(losses)[losses.offset() + position] = (float) (sum / rowLosses.length);
        }
    }
}
