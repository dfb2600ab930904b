package io.percept.cpu;

import io.percept.backend.NormalizeRowsBackward;
import java.util.Arrays;
import java.util.List;

/** The gradients of layer normalisation: the sums down the columns first, since the inputs' gradient may take dy's place. */
final class LayerNormBackward {
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

    private LayerNormBackward(NormalizeRowsBackward op) {
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

    static List<Kernel> of(NormalizeRowsBackward op) {
        LayerNormBackward task = new LayerNormBackward(op);
        return List.of(new Columnwise(op, op.x(), task::columns), new Elementwise(op, op.dx(), task::row));
    }

    private void columns(int first, int count) {
        int end = first + count;
        Arrays.fill(sums, first, end, 0);
        Arrays.fill(products, first, end, 0);
        for (int i = 0; i < rows; i++) {
            addRow(i, dy.start(i), x.start(i), first, end);
        }
        for (int j = first; j < end; j++) {
            dgain.put(j, products[j], accumulate);
            dshift.put(j, sums[j], accumulate);
        }
    }

    private void addRow(int row, int dyFrom, int from, int first, int end) {
        double middle = mean.at(row);
        double scale = inverse.at(row);
        for (int j = first; j < end; j++) {
            sums[j] += dy.data[dyFrom + j];
            products[j] += dy.data[dyFrom + j] * ((x.data[from + j] - middle) * scale);
        }
    }

    private void row(int row) {
        int dyFrom = dy.start(row);
        int from = x.start(row);
        int to = dx.start(row);
        double middle = mean.at(row);
        double scale = inverse.at(row);
        double sum = 0;
        double product = 0;
        for (int j = 0; j < x.columns; j++) {
            double g = (double) dy.data[dyFrom + j] * gain.at(j);
            sum += g;
            product += g * ((x.data[from + j] - middle) * scale);
        }
        sum /= x.columns;
        product /= x.columns;
        for (int j = 0; j < x.columns; j++) {
            double g = (double) dy.data[dyFrom + j] * gain.at(j);
            dx.data[to + j] = (float) (scale * (g - sum - (x.data[from + j] - middle) * scale * product));
        }
    }
}
