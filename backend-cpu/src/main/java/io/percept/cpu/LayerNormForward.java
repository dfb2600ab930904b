package io.percept.cpu;

import io.percept.backend.NormalizeRows;

/** Layer normalisation: a row's mean, then its variance about it, then its values. Sums are kept in double precision. */
final class LayerNormForward implements Elementwise.RowTask {
    private final double epsilon;
    private final Row x;
    private final Row y;
    private final Vector gain;
    private final Vector shift;
    /** Null where nobody needs them. */
    private final Vector mean;

    private final Vector inverse;

    private LayerNormForward(NormalizeRows op) {
        this.epsilon = op.epsilon();
        this.x = new Row(op.x());
        this.y = new Row(op.y());
        this.gain = new Vector(op.gain());
        this.shift = new Vector(op.shift());
        this.mean = op.mean() == null ? null : new Vector(op.mean());
        this.inverse = op.inverse() == null ? null : new Vector(op.inverse());
    }

    static Kernel of(NormalizeRows op) {
        return new Elementwise(op, op.y(), new LayerNormForward(op));
    }

    @Override
    public void run(int row) {
        int from = x.start(row);
        double sum = 0;
        for (int j = 0; j < x.columns; j++) {
            sum += x.data[from + j];
        }
        double middle = sum / x.columns;
        double squares = 0;
        for (int j = 0; j < x.columns; j++) {
            double deviation = x.data[from + j] - middle;
            squares += deviation * deviation;
        }
        double scale = 1 / Math.sqrt(squares / x.columns + epsilon);
        if (mean != null) {
            mean.set(row, middle);
            inverse.set(row, scale);
        }
        int to = y.start(row);
        for (int j = 0; j < x.columns; j++) {
            y.data[to + j] = (float) ((x.data[from + j] - middle) * scale * gain.at(j) + shift.at(j));
        }
    }
}
