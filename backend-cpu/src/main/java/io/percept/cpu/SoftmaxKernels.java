package io.percept.cpu;

import io.percept.backend.Softmax;
import io.percept.backend.SoftmaxBackward;

/** Softmax and its gradient. Sums are kept in double precision: a row is short beside the products around it. */
final class SoftmaxKernels {
    private SoftmaxKernels() {}

    static Kernel forward(Softmax op) {
        Row x = new Row(op.x());
        Row y = new Row(op.y());
        return new Elementwise(op, op.y(), row -> forward(x, x.start(row), y, y.start(row), op.logarithm()));
    }

    private static void forward(Row x, int from, Row y, int to, boolean logarithm) {
        float max = RowLoops.max(x.data, from, x.columns);
        double sum = 0;
        for (int j = 0; j < x.columns; j++) {
            sum += Math.exp((double) x.data[from + j] - max);
        }
        double logarithmOfSum = Math.log(sum);
        for (int j = 0; j < x.columns; j++) {
            double shifted = (double) x.data[from + j] - max;
            y.data[to + j] = (float) (logarithm ? shifted - logarithmOfSum : Math.exp(shifted) / sum);
        }
    }

    static Kernel backward(SoftmaxBackward op) {
        Row dy = new Row(op.dy());
        Row y = new Row(op.y());
        Row dx = new Row(op.dx());
        return new Elementwise(
                op, op.dx(), row -> backward(dy, dy.start(row), y, y.start(row), dx, dx.start(row), op.logarithm()));
    }

    private static void backward(Row dy, int dyStart, Row y, int yStart, Row dx, int dxStart, boolean logarithm) {
        double sum = 0;
        for (int j = 0; j < y.columns; j++) {
            sum += logarithm ? dy.data[dyStart + j] : (double) dy.data[dyStart + j] * y.data[yStart + j];
        }
        for (int j = 0; j < y.columns; j++) {
            double out = y.data[yStart + j];
            double gradient = dy.data[dyStart + j];
            dx.data[dxStart + j] = (float) (logarithm ? gradient - Math.exp(out) * sum : out * (gradient - sum));
        }
    }
}
