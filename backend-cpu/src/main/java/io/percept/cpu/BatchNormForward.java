package io.percept.cpu;

import io.percept.backend.NormalizeColumns;
import java.util.Arrays;

/** Batch normalisation in training: the mean, then the variance about it, then the values. Sums are kept in double precision. */
final class BatchNormForward implements Columnwise.ColumnTask {
    private final int rows;
    private final double epsilon;
    private final double momentum;
    private final Row x;
    private final Row y;
    private final Vector gain;
    private final Vector shift;
    private final Vector mean;
    private final Vector inverse;
    private final Vector runningMean;
    private final Vector runningVariance;
    private final double[] means;
    /** Sums of squared deviations, and then 1 / √(v + ε). */
    private final double[] scales;

    private BatchNormForward(NormalizeColumns op) {
        this.rows = op.x().rows();
        this.epsilon = op.epsilon();
        this.momentum = op.momentum();
        this.x = new Row(op.x());
        this.y = new Row(op.y());
        this.gain = new Vector(op.gain());
        this.shift = new Vector(op.shift());
        this.mean = new Vector(op.mean());
        this.inverse = new Vector(op.inverse());
        this.runningMean = new Vector(op.runningMean());
        this.runningVariance = new Vector(op.runningVariance());
        this.means = new double[x.columns];
        this.scales = new double[x.columns];
    }

    static Kernel of(NormalizeColumns op) {
        return new Columnwise(op, op.x(), new BatchNormForward(op));
    }

    @Override
    public void run(int first, int count) {
        int end = first + count;
        Arrays.fill(means, first, end, 0);
        Arrays.fill(scales, first, end, 0);
        for (int i = 0; i < rows; i++) {
            addRow(x.start(i), first, end);
        }
        for (int j = first; j < end; j++) {
            means[j] /= rows;
        }
        for (int i = 0; i < rows; i++) {
            addSquares(x.start(i), first, end);
        }
        for (int j = first; j < end; j++) {
            keep(j);
        }
        for (int i = 0; i < rows; i++) {
            normalize(x.start(i), y.start(i), first, end);
        }
    }

    private void addRow(int from, int first, int end) {
        for (int j = first; j < end; j++) {
            means[j] += x.data[from + j];
        }
    }

    private void addSquares(int from, int first, int end) {
        for (int j = first; j < end; j++) {
            double deviation = x.data[from + j] - means[j];
            scales[j] += deviation * deviation;
        }
    }

    private void keep(int j) {
        double squares = scales[j];
        scales[j] = 1 / Math.sqrt(squares / rows + epsilon);
        mean.set(j, means[j]);
        inverse.set(j, scales[j]);
        runningMean.set(j, (1 - momentum) * runningMean.at(j) + momentum * means[j]);
        runningVariance.set(j, (1 - momentum) * runningVariance.at(j) + momentum * (squares / (rows - 1)));
    }

    private void normalize(int from, int to, int first, int end) {
        for (int j = first; j < end; j++) {
            y.data[to + j] = (float) ((x.data[from + j] - means[j]) * scales[j] * gain.at(j) + shift.at(j));
        }
    }
}
