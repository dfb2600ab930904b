package io.percept.cpu;

import io.percept.backend.Regularizer;

/** The gradients of a penalty on weights. */
final class Penalty {
    private Penalty() {}

    /** Adds those of the first {@code n} weights to g. */
    static void add(Regularizer regularizer, float[] w, float[] g, int n) {
        float l1 = (float) regularizer.l1();
        float twiceL2 = (float) (2 * regularizer.l2());
        if (l1 == 0) {
            for (int i = 0; i < n; i++) {
                g[i] += twiceL2 * w[i];
            }
        } else {
            for (int i = 0; i < n; i++) {
                g[i] += l1 * Math.signum(w[i]) + twiceL2 * w[i];
            }
        }
    }
}
