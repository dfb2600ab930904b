package io.percept.reference;

import static io.percept.reference.ReferenceBuffer.get;
import static io.percept.reference.ReferenceBuffer.getInt;
import static io.percept.reference.ReferenceBuffer.set;

import io.percept.backend.ClipNorm;
import io.percept.backend.LimitRowNorms;
import io.percept.backend.MatrixView;
import io.percept.backend.Regularizer;
import io.percept.backend.Update;

/** What optimizers do to parameters. */
final class Updates {
    private Updates() {}

    static void update(Update op) {
        double[] coefficients = new double[op.schedule().columns()];
        int step = getInt(op.cursor(), 0);
        for (int i = 0; i < coefficients.length; i++) {
            coefficients[i] = get(op.schedule(), step, i);
        }
        double[] state = new double[op.rule().stateSlots()];
        for (int j = 0; j < op.w().columns(); j++) {
            double w = get(op.w(), 0, j);
            double g = penalisedGradient(op.regularizer(), op.penalised(), op.w(), op.gradient(), j);
            g = Math.max(-op.clipValue(), Math.min(op.clipValue(), g));
            if (op.scale() != null) {
                g *= get(op.scale(), 0, 0);
            }
            if (j < op.decayed()) {
                if (op.decay().decoupled()) {
                    w -= coefficients[op.rule().coefficientCount()] * w;
                } else {
                    g += op.decay().rate() * w;
                }
            }
            for (int slot = 0; slot < state.length; slot++) {
                state[slot] = get(op.state(), slot, j);
            }
            set(op.w(), 0, j, op.rule().step(w, g, state, coefficients));
            for (int slot = 0; slot < state.length; slot++) {
                set(op.state(), slot, j, state[slot]);
            }
        }
    }

    private static double penalisedGradient(
            Regularizer regularizer, int penalised, MatrixView w, MatrixView gradient, int j) {
        return get(gradient, 0, j) + (j < penalised ? regularizer.gradient(get(w, 0, j)) : 0);
    }

    static void clipNorm(ClipNorm op) {
        double sum = 0;
        for (int j = 0; j < op.w().columns(); j++) {
            double g = penalisedGradient(op.regularizer(), op.penalised(), op.w(), op.gradient(), j);
            sum += g * g;
        }
        set(op.scale(), 0, 0, Math.min(1, op.limit() / (Math.sqrt(sum) + ClipNorm.EPSILON)));
    }

    static void limitRowNorms(LimitRowNorms op) {
        MatrixView w = op.w();
        for (int i = 0; i < w.rows(); i++) {
            double sum = 0;
            for (int j = 0; j < w.columns(); j++) {
                sum += get(w, i, j) * get(w, i, j);
            }
            double norm = Math.sqrt(sum);
            if (norm > op.maxNorm().limit()) {
                for (int j = 0; j < w.columns(); j++) {
                    set(
                            w,
                            i,
                            j,
                            get(w, i, j)
                                    * (op.maxNorm().limit()
                                            / (norm + op.maxNorm().epsilon())));
                }
            }
        }
    }
}
