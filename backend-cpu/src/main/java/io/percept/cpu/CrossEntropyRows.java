package io.percept.cpu;

import io.percept.backend.Executable.Launch;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;

/** The usual loss of a classifier, row by row: cross-entropy of classes that all count alike. */
final class CrossEntropyRows extends Kernel {
    /** Five passes, one of them an exponential. */
    private static final int COST = 15;

    private final Row z;
    private final MatrixView t;
    private final Row rowWeights;
    private final LossKernels.Divisor divisor;
    private final Row dz;
    private final double[] rowLosses;
    private final int rowsPerChunk;
    private final float[][] exponentials;
    private final RowLoops loops = Arithmetic.best().rows();

    CrossEntropyRows(LossGradient op, double[] rowLosses, int threads) {
        super(
                new Launch(op.name(), op.loss().name(), op.z().shape(), op.flops(), op.bytes()),
                divideUp(rowLosses.length, rowsPerChunk(op)));
        this.z = new Row(op.z());
        this.t = op.t();
        this.rowWeights = op.rowWeights() == null ? null : new Row(op.rowWeights());
        this.divisor = new LossKernels.Divisor(op);
        this.dz = op.dz() == null ? null : new Row(op.dz());
        this.rowLosses = rowLosses;
        this.rowsPerChunk = rowsPerChunk(op);
        this.exponentials = new float[threads][loops.room(z.columns)];
    }

    private static int rowsPerChunk(LossGradient op) {
        return itemsPerChunk(op.z().rows(), COST * op.z().columns());
    }

    /** Whether an operation's loss is this one. */
    static boolean fits(LossGradient op) {
        return op.loss() instanceof Loss.CrossEntropy loss && loss.labelSmoothing() == 0 && op.classWeights() == null;
    }

    @Override
    void run(int chunk, int worker) {
        double batch = divisor.get();
        int end = Math.min((chunk + 1) * rowsPerChunk, rowLosses.length);
        for (int row = chunk * rowsPerChunk; row < end; row++) {
            double weight = rowWeights == null ? 1 : rowWeights.data[rowWeights.start(row)];
            rowLosses[row] = weight * row(row, exponentials[worker], (float) (weight / batch));
        }
    }

    /** Gives back the loss, log Σ eᶻ - z at the class; the gradient is softmax(z), less 1 at the class, times the factor. */
    private double row(int row, float[] e, float factor) {
        int start = z.start(row);
        int target = CpuBuffer.integers(t)[t.offset() + row * t.rowStride()];
        if (target < 0 || target >= z.columns) {
            throw new IllegalStateException("row " + row + " is of class " + target + " of " + z.columns);
        }
        float max = RowLoops.max(z.data, start, z.columns);
        double sum = loops.exponentials(z.data, start, max, e, z.columns);
        if (dz != null) {
            int to = dz.start(row);
            loops.multiply((float) (factor / sum), e, 0, dz.data, to, z.columns);
            dz.data[to + target] -= factor;
        }
        return Math.log(sum) + ((double) max - z.data[start + target]);
    }
}
