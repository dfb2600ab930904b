package io.percept.cpu;

import io.percept.backend.Blend;
import io.percept.backend.BlendBackward;

/** Means of two matrices, weighted element by element. */
final class BlendKernels {
    private BlendKernels() {}

    static Kernel forward(Blend op) {
        Row t = new Row(op.t());
        Row h = new Row(op.h());
        Row x = new Row(op.x());
        Row y = new Row(op.y());
        return new Elementwise(op, op.y(), row -> {
            int tFrom = t.start(row);
            int hFrom = h.start(row);
            int xFrom = x.start(row);
            int to = y.start(row);
            for (int j = 0; j < y.columns; j++) {
                float weight = t.data[tFrom + j];
                y.data[to + j] = weight * h.data[hFrom + j] + (1 - weight) * x.data[xFrom + j];
            }
        });
    }

    static Kernel backward(BlendBackward op) {
        Row dy = new Row(op.dy());
        Row t = new Row(op.t());
        Row h = new Row(op.h());
        Row x = new Row(op.x());
        Row dt = new Row(op.dt());
        Row dh = new Row(op.dh());
        Row dx = new Row(op.dx());
        return new Elementwise(op, op.dy(), row -> {
            int from = dy.start(row);
            int tFrom = t.start(row);
            int hFrom = h.start(row);
            int xFrom = x.start(row);
            int dtTo = dt.start(row);
            int dhTo = dh.start(row);
            int dxTo = dx.start(row);
            for (int j = 0; j < dy.columns; j++) {
                float gradient = dy.data[from + j];
                float weight = t.data[tFrom + j];
                dt.data[dtTo + j] = gradient * (h.data[hFrom + j] - x.data[xFrom + j]);
                dh.data[dhTo + j] = gradient * weight;
                dx.data[dxTo + j] = gradient * (1 - weight);
            }
        });
    }
}
