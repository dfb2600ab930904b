package io.percept.cpu;

import io.percept.backend.MatrixView;
import io.percept.backend.Regularizer;

/** Gradients with those of a penalty on weights. */
final class Penalty {
    private final float l1;
    private final float twiceL2;
    private final Row w;
    private final Row gradient;

    Penalty(Regularizer regularizer, MatrixView w, MatrixView gradient) {
        this.l1 = (float) regularizer.l1();
        this.twiceL2 = (float) (2 * regularizer.l2());
        this.w = new Row(w);
        this.gradient = new Row(gradient);
    }

    /** Those of weights {@code from} to {@code from + n}. */
    void gradients(int from, int n, float[] to) {
        int start = w.start(0) + from;
        int g = gradient.start(0) + from;
        for (int i = 0; i < n; i++) {
            float value = w.data[start + i];
            to[i] = gradient.data[g + i] + (l1 * Math.signum(value) + twiceL2 * value);
        }
    }
}
