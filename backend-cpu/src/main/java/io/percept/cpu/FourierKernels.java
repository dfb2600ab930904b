package io.percept.cpu;

import io.percept.backend.FourierFeatures;
import io.percept.backend.FourierFeaturesBackward;

/** Sines and cosines of inputs; turns are counted in double precision. */
final class FourierKernels {
    private FourierKernels() {}

    static Kernel forward(FourierFeatures op) {
        Row x = new Row(op.x());
        Row f = new Row(op.frequencies());
        Row y = new Row(op.y());
        int count = op.frequencies().rows();
        return new Elementwise(op, op.y(), row -> {
            int from = x.start(row);
            int to = y.start(row);
            for (int j = 0; j < count; j++) {
                double turns = 0;
                for (int k = 0; k < x.columns; k++) {
                    turns += (double) x.data[from + k] * f.data[f.start(j) + k];
                }
                double angle = 2 * Math.PI * (turns - Math.rint(turns));
                y.data[to + j] = (float) Math.sin(angle);
                y.data[to + count + j] = (float) Math.cos(angle);
            }
        });
    }

    static Kernel backward(FourierFeaturesBackward op) {
        Row dy = new Row(op.dy());
        Row y = new Row(op.y());
        Row f = new Row(op.frequencies());
        Row dx = new Row(op.dx());
        int count = op.frequencies().rows();
        return new Elementwise(op, op.dy(), row -> {
            int from = dy.start(row);
            int at = y.start(row);
            int to = dx.start(row);
            for (int k = 0; k < dx.columns; k++) {
                double sum = 0;
                for (int j = 0; j < count; j++) {
                    double turning = (double) dy.data[from + j] * y.data[at + count + j]
                            - (double) dy.data[from + count + j] * y.data[at + j];
                    sum += turning * f.data[f.start(j) + k];
                }
                dx.data[to + k] = (float) (2 * Math.PI * sum);
            }
        });
    }
}
