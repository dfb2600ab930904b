package io.percept.cpu;

import io.percept.backend.NormalizeColumnsBackward;
import java.util.Arrays;

/** The gradients of batch normalisation: the sums down the columns, then the inputs' gradient, which may take dy's place. */
final class BatchNormBackward implements Columnwise.ColumnTask {
    private final int rows;
    private final boolean accumulate;
    private final Row dy;
    private final Row x;
    private final Row dx;
    private final Vector mean;
    private final Vector inverse;
    private final Vector gain;
    private final Vector dgain;
    private final Vector dshift;
    /** Column by column, the sums of dy, and of dy with the normalised values. */
    private final double[] sums;

    private final double[] products;

    private BatchNormBackward(NormalizeColumnsBackward op) {
        this.rows = op.x().rows();
        this.accumulate = op.accumulate();
        this.dy = new Row(op.dy());
        this.x = new Row(op.x());
        this.dx = new Row(op.dx());
        this.mean = new Vector(op.mean());
        this.inverse = new Vector(op.inverse());
        this.gain = new Vector(op.gain());
        this.dgain = new Vector(op.dgain());
        this.dshift = new Vector(op.dshift());
        this.sums = new double[x.columns];
        this.products = new double[x.columns];
    }

    static Kernel of(NormalizeColumnsBackward op) {
        return new Columnwise(op, op.x(), new BatchNormBackward(op));
    }

    @Override
    public void run(int first, int count) {
        int end = first + count;
        Arrays.fill(sums, first, end, 0);
        Arrays.fill(products, first, end, 0);
        for (int i = 0; i < rows; i++) {
            addRow(dy.start(i), x.start(i), first, end);
        }
        for (int j = first; j < end; j++) {
            dgain.put(j, products[j], accumulate);
            dshift.put(j, sums[j], accumulate);
        }
        for (int i = 0; i < rows; i++) {
            gradient(dy.start(i), x.start(i), dx.start(i), first, end);
        }
    }

    private void addRow(int dyFrom, int from, int first, int end) {
        for (int j = first; j < end; j++) {
            sums[j] += dy.data[dyFrom + j];
            products[j] += dy.data[dyFrom + j] * normal(from, j);
        }
    }

    private void gradient(int dyFrom, int from, int to, int first, int end) {
        for (int j = first; j < end; j++) {
            double centred = dy.data[dyFrom + j] - sums[j] / rows - normal(from, j) * (products[j] / rows);
            dx.data[to + j] = (float) ((double) gain.at(j) * inverse.at(j) * centred);
        }
    }

    private double normal(int from, int j) {
        return ((double) x.data[from + j] - mean.at(j)) * inverse.at(j);
    }
}
