package io.percept.tck;

import io.percept.backend.MatrixView;
import io.percept.backend.Regularizer;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;
import java.util.List;
import java.util.function.Function;

/**
 * The rounding of optimizers. Constants such as β₂ and 1 - β₂ are each rounded once from double precision; a new rule needs its formulas
 * here, once.
 */
final class UpdateBounds {
    private UpdateBounds() {}

    static List<double[]> of(Update op, Function<MatrixView, Matrix> values) {
        Matrix w = values.apply(op.w());
        Matrix gradient = values.apply(op.gradient());
        Matrix state = op.state() == null ? null : values.apply(op.state());
        double[] coefficients =
                values.apply(op.schedule()).row(values.apply(op.cursor()).integerAt(0, 0));
        int n = w.columns();
        double[] parameters = new double[n];
        double[] slots = new double[n * op.rule().stateSlots()];
        for (int j = 0; j < n; j++) {
            Bounded parameter = Bounded.exact(w.at(0, j));
            Bounded g = Bounded.exact(gradient.at(0, j));
            if (j < op.penalised()) {
                g = g.plus(penalty(op.regularizer(), parameter));
            }
            Bounded[] kept = new Bounded[op.rule().stateSlots()];
            for (int slot = 0; slot < kept.length; slot++) {
                kept[slot] = Bounded.exact(state.at(slot, j));
            }
            parameters[j] = step(op.rule(), parameter, g, kept, coefficients).error();
            for (int slot = 0; slot < kept.length; slot++) {
                slots[slot * n + j] = kept[slot].error();
            }
        }
        return state == null ? List.of(parameters) : List.of(parameters, slots);
    }

    private static Bounded penalty(Regularizer regularizer, Bounded w) {
        if (regularizer.equals(Regularizer.NONE)) {
            return Bounded.exact(0);
        }
        return Bounded.constant(regularizer.l1() * Math.signum(w.value()))
                .plus(Bounded.constant(2 * regularizer.l2()).times(w));
    }

    private static Bounded step(UpdateRule rule, Bounded w, Bounded g, Bounded[] state, double[] coefficients) {
        Bounded rate = Bounded.exact(coefficients[0]);
        if (rule instanceof UpdateRule.Sgd) {
            return w.minus(rate.times(g));
        } else if (rule instanceof UpdateRule.Momentum momentum) {
            state[0] = Bounded.constant(momentum.momentum()).times(state[0]).plus(g);
            return w.minus(rate.times(state[0]));
        } else if (rule instanceof UpdateRule.Adam adam) {
            state[0] = mean(adam.beta1(), state[0], g);
            state[1] = mean(adam.beta2(), state[1], g.times(g));
            Bounded divisor =
                    state[1].sqrt().times(Bounded.exact(coefficients[1])).plus(Bounded.constant(adam.epsilon()));
            return w.minus(rate.times(state[0]).dividedBy(divisor));
        }
        throw new AssertionError("no error bound for the update rule " + rule.name());
    }

    /** β m + (1 - β) g; one rounding more, as m + (1 - β) (g - m) has it. */
    private static Bounded mean(double beta, Bounded m, Bounded g) {
        Bounded added = Bounded.constant(1 - beta).times(g).times(Bounded.exact(1));
        return Bounded.constant(beta).times(m).plus(added);
    }
}
