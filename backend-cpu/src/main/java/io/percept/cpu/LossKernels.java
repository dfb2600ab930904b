package io.percept.cpu;

import io.percept.backend.ElementType;
import io.percept.backend.Executable.Launch;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import java.util.Arrays;
import java.util.List;

/**
 * Loss and gradient in two kernels: the rows, each by the loss's definition in double precision, then the mean of their losses. Rows are
 * short (as many elements as the network has outputs), so exactness costs little here.
 */
final class LossKernels {
    private LossKernels() {}

    static List<Kernel> of(LossGradient op, int threads) {
        double[] rowLosses = new double[op.z().rows()];
        Kernel rows = CrossEntropyRows.fits(op)
                ? new CrossEntropyRows(op, rowLosses, threads)
                : new Rows(op, rowLosses, threads);
        return List.of(rows, new Mean(op, rowLosses));
    }

    /** The loss and the gradient of each row. */
    private static final class Rows extends Kernel {
        /** An output costs an exponential or two in double precision, some 60 times a plain element. */
        private static final int COST = 60;

        private final Loss loss;
        private final Row z;
        private final MatrixView t;
        private final MatrixView classWeights;
        private final Row rowWeights;
        private final Divisor divisor;
        private final Row dz;
        private final double[] rowLosses;
        private final int rowsPerChunk;
        private final double[][] outputs;
        private final double[][] targets;
        private final double[][] gradients;
        private final double[][] weights;

        private Rows(LossGradient op, double[] rowLosses, int threads) {
            super(
                    new Launch(op.name(), op.loss().name(), op.z().shape(), op.flops(), op.bytes()),
                    divideUp(
                            op.z().rows(),
                            itemsPerChunk(op.z().rows(), COST * op.z().columns())));
            this.loss = op.loss();
            this.z = new Row(op.z());
            this.t = op.t();
            this.classWeights = op.classWeights();
            this.rowWeights = op.rowWeights() == null ? null : new Row(op.rowWeights());
            this.divisor = new Divisor(op);
            this.dz = op.dz() == null ? null : new Row(op.dz());
            this.rowLosses = rowLosses;
            this.rowsPerChunk = itemsPerChunk(op.z().rows(), COST * op.z().columns());
            this.outputs = new double[threads][z.columns];
            this.targets = new double[threads][t.columns()];
            this.gradients = new double[threads][z.columns];
            this.weights = new double[threads][z.columns];
            for (double[] w : weights) {
                Arrays.fill(w, 1);
            }
        }

        @Override
        void run(int chunk, int worker) {
            double[] output = outputs[worker];
            double[] target = targets[worker];
            double[] gradient = gradients[worker];
            double[] w = loadClassWeights(worker);
            double batch = divisor.get();
            int end = Math.min((chunk + 1) * rowsPerChunk, rowLosses.length);
            for (int row = chunk * rowsPerChunk; row < end; row++) {
                int start = z.start(row);
                for (int j = 0; j < z.columns; j++) {
                    output[j] = z.data[start + j];
                }
                loadTarget(row, target);
                double weight = rowWeights == null ? 1 : rowWeights.data[rowWeights.start(row)];
                rowLosses[row] = loss.value(output, target, w) * weight;
                if (dz != null) {
                    loss.gradient(output, target, w, gradient);
                    int to = dz.start(row);
                    for (int j = 0; j < dz.columns; j++) {
                        dz.data[to + j] = (float) (gradient[j] * weight / batch);
                    }
                }
            }
        }

        /** The weights as they are now; 1 where nothing is weighed. */
        private double[] loadClassWeights(int worker) {
            double[] w = weights[worker];
            if (classWeights != null) {
                float[] values = CpuBuffer.floats(classWeights);
                for (int j = 0; j < w.length; j++) {
                    w[j] = values[classWeights.offset() + j];
                }
            }
            return w;
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

    /** What the sum over the rows is divided by. */
    static final class Divisor {
        private final int rows;
        private final MatrixView cursor;
        private final MatrixView divisors;

        Divisor(LossGradient op) {
            this.rows = op.z().rows();
            this.cursor = op.cursor();
            this.divisors = op.divisors();
        }

        double get() {
            if (divisors == null) {
                return rows;
            }
            return CpuBuffer.floats(divisors)[divisors.offset() + Cursors.position(cursor, divisors.columns())];
        }
    }

    /** The mean of the rows' losses, summed from the first to the last. */
    private static final class Mean extends Kernel {
        private final MatrixView cursor;
        private final MatrixView losses;
        private final boolean accumulate;
        private final Divisor divisor;
        private final double[] rowLosses;

        private Mean(LossGradient op, double[] rowLosses) {
            super(
                    new Launch("LossMean", "rows", rowLosses.length + " x 1", rowLosses.length, 8L * rowLosses.length),
                    1);
            this.cursor = op.cursor();
            this.losses = op.losses();
            this.accumulate = op.accumulate();
            this.divisor = new Divisor(op);
            this.rowLosses = rowLosses;
        }

        @Override
        void run(int chunk, int worker) {
            double sum = 0;
            for (double rowLoss : rowLosses) {
                sum += rowLoss;
            }
            float[] values = CpuBuffer.floats(losses);
            int position = losses.offset() + Cursors.position(cursor, losses.columns());
            double before = accumulate ? values[position] : 0;
            values[position] = (float) (before + sum / divisor.get());
        }
    }
}
