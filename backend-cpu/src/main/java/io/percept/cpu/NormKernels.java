package io.percept.cpu;

import io.percept.backend.ClipNorm;
import io.percept.backend.Executable.Launch;
import io.percept.backend.LimitRowNorms;
import io.percept.backend.MaxNorm;
import io.percept.backend.Regularizer;
import java.util.List;

/** Norms of gradients and of weights. Squares are added in double precision, where those of float32 numbers neither overflow nor vanish. */
final class NormKernels {
    private NormKernels() {}

    /** The sum of each chunk, and then the scale by the sum of those. */
    static List<Kernel> of(ClipNorm op, int threads) {
        Squares squares = new Squares(op, threads);
        return List.of(squares, new Scale(op, squares.sums));
    }

    /** The sum of a chunk's squares. */
    private static final class Squares extends Kernel {
        private final Row gradient;
        private final Regularizer regularizer;
        private final Row w;
        private final int penalised;
        private final int perChunk;
        private final double[] sums;
        private final float[][] weights;
        private final float[][] gradients;

        private Squares(ClipNorm op, int threads) {
            super(
                    new Launch(op.name(), "squares", op.gradient().shape(), op.flops(), op.bytes()),
                    divideUp(
                            op.gradient().columns(), itemsPerChunk(op.gradient().columns(), 1)));
            this.gradient = new Row(op.gradient());
            this.regularizer = op.regularizer();
            this.w = new Row(op.w());
            this.penalised = op.regularizer().isNone() ? 0 : op.penalised();
            this.perChunk = itemsPerChunk(gradient.columns, 1);
            this.sums = new double[chunks()];
            this.weights = new float[threads][Math.min(penalised, perChunk)];
            this.gradients = new float[threads][Math.min(penalised, perChunk)];
        }

        @Override
        void run(int chunk, int worker) {
            int from = chunk * perChunk;
            int end = Math.min(from + perChunk, gradient.columns);
            int boundary = Math.max(from, Math.min(end, penalised));
            sums[chunk] = sumWithPenalty(from, boundary - from, weights[worker], gradients[worker])
                    + sum(gradient.data, gradient.start(0) + boundary, end - boundary);
        }

        private double sumWithPenalty(int from, int n, float[] someW, float[] someGradients) {
            System.arraycopy(w.data, w.start(0) + from, someW, 0, n);
            System.arraycopy(gradient.data, gradient.start(0) + from, someGradients, 0, n);
            Penalty.add(regularizer, someW, someGradients, n);
            return sum(someGradients, 0, n);
        }

        private static double sum(float[] values, int start, int n) {
            double sum = 0;
            for (int i = start; i < start + n; i++) {
                sum += (double) values[i] * values[i];
            }
            return sum;
        }
    }

    /** The scale, from the chunks' sums in their order. */
    private static final class Scale extends Kernel {
        private final double limit;
        private final Row scale;
        private final double[] sums;

        private Scale(ClipNorm op, double[] sums) {
            super(new Launch(op.name(), "scale", "1 x 1", sums.length, 8L * sums.length), 1);
            this.limit = op.limit();
            this.scale = new Row(op.scale());
            this.sums = sums;
        }

        @Override
        void run(int chunk, int worker) {
            double sum = 0;
            for (double part : sums) {
                sum += part;
            }
            scale.data[scale.start(0)] = (float) Math.min(1, limit / (Math.sqrt(sum) + ClipNorm.EPSILON));
        }
    }

    /** Scales rows down whose norm is too large. */
    static final class Rows extends Kernel {
        private final MaxNorm maxNorm;
        private final Row w;
        private final int rows;
        private final int rowsPerChunk;

        Rows(LimitRowNorms op) {
            super(
                    new Launch(op.name(), "rows", op.w().shape(), op.flops(), op.bytes()),
                    divideUp(op.w().rows(), itemsPerChunk(op.w().rows(), op.w().columns())));
            this.maxNorm = op.maxNorm();
            this.w = new Row(op.w());
            this.rows = op.w().rows();
            this.rowsPerChunk = itemsPerChunk(rows, w.columns);
        }

        @Override
        void run(int chunk, int worker) {
            int end = Math.min((chunk + 1) * rowsPerChunk, rows);
            for (int row = chunk * rowsPerChunk; row < end; row++) {
                int start = w.start(row);
                double norm = Math.sqrt(Squares.sum(w.data, start, w.columns));
                if (norm > maxNorm.limit()) {
                    float factor = (float) (maxNorm.limit() / (norm + maxNorm.epsilon()));
                    for (int j = start; j < start + w.columns; j++) {
                        w.data[j] *= factor;
                    }
                }
            }
        }
    }
}
