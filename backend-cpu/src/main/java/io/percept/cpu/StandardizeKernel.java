package io.percept.cpu;

import io.percept.backend.StandardizeColumns;

/** Batch normalisation in evaluation. */
final class StandardizeKernel implements Elementwise.RowTask {
    private final double epsilon;
    private final Row x;
    private final Row y;
    private final Vector mean;
    private final Vector variance;
    private final Vector gain;
    private final Vector shift;

    private StandardizeKernel(StandardizeColumns op) {
        this.epsilon = op.epsilon();
        this.x = new Row(op.x());
        this.y = new Row(op.y());
        this.mean = new Vector(op.mean());
        this.variance = new Vector(op.variance());
        this.gain = new Vector(op.gain());
        this.shift = new Vector(op.shift());
    }

    static Kernel of(StandardizeColumns op) {
        return new Elementwise(op, op.y(), new StandardizeKernel(op));
    }

    @Override
    public void run(int row) {
        int from = x.start(row);
        int to = y.start(row);
        for (int j = 0; j < x.columns; j++) {
            double inverse = 1 / Math.sqrt(variance.at(j) + epsilon);
            double normal = ((double) x.data[from + j] - mean.at(j)) * inverse;
            y.data[to + j] = (float) (normal * gain.at(j) + shift.at(j));
        }
    }
}
