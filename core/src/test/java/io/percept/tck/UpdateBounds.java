package io.percept.tck;

import io.percept.backend.AdamRule;
import io.percept.backend.AdaptiveRule;
import io.percept.backend.ClipNorm;
import io.percept.backend.LimitRowNorms;
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
            Bounded g = penalisedGradient(op.regularizer(), op.penalised(), parameter, gradient.at(0, j), j);
            if (op.clipsValues()) {
                Bounded most = Bounded.constant(op.clipValue());
                g = g.smaller(most).larger(most.negated());
            }
            if (op.scale() != null) {
                g = g.times(Bounded.exact(values.apply(op.scale()).at(0, 0)));
            }
            if (j < op.decayed()) {
                if (op.decay().decoupled()) {
                    Bounded coefficient = Bounded.exact(coefficients[op.rule().coefficientCount()]);
                    parameter = parameter.minus(coefficient.times(parameter));
                } else {
                    g = g.plus(Bounded.constant(op.decay().rate()).times(parameter));
                }
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

    private static Bounded penalisedGradient(
            Regularizer regularizer, int penalised, Bounded w, double gradient, int j) {
        Bounded g = Bounded.exact(gradient);
        if (j >= penalised || regularizer.isNone()) {
            return g;
        }
        return g.plus(Bounded.constant(regularizer.l1() * Math.signum(w.value()))
                .plus(Bounded.constant(2 * regularizer.l2()).times(w)));
    }

    /** A sum of n squares in any order, which may be kept in two parts, each scaled by a power of 2: that rounds twice more. */
    private static Bounded norm(Bounded[] elements) {
        Bounded[] squares = new Bounded[elements.length + 2];
        for (int i = 0; i < elements.length; i++) {
            squares[i] = elements[i].times(elements[i]);
        }
        squares[elements.length] = Bounded.exact(0);
        squares[elements.length + 1] = Bounded.exact(0);
        return Bounded.sum(squares).sqrt().times(Bounded.exact(1));
    }

    static double[] of(ClipNorm op, Function<MatrixView, Matrix> values) {
        Matrix w = values.apply(op.w());
        Matrix gradient = values.apply(op.gradient());
        Bounded[] elements = new Bounded[w.columns()];
        for (int j = 0; j < elements.length; j++) {
            elements[j] = penalisedGradient(
                    op.regularizer(), op.penalised(), Bounded.exact(w.at(0, j)), gradient.at(0, j), j);
        }
        Bounded divisor = norm(elements).plus(Bounded.constant(ClipNorm.EPSILON));
        Bounded scale = Bounded.constant(op.limit()).dividedBy(divisor).times(Bounded.exact(1));
        return new double[] {scale.smaller(Bounded.exact(1)).error()};
    }

    /** Whether a row is too long may be uncertain; then it may also stay as it is. */
    static double[] of(LimitRowNorms op, Function<MatrixView, Matrix> values) {
        Matrix w = values.apply(op.w());
        Bounded limit = Bounded.constant(op.maxNorm().limit());
        double[] bounds = new double[w.rows() * w.columns()];
        for (int i = 0; i < w.rows(); i++) {
            Bounded[] row = new Bounded[w.columns()];
            for (int j = 0; j < row.length; j++) {
                row[j] = Bounded.exact(w.at(i, j));
            }
            Bounded norm = norm(row);
            double over = norm.value() - limit.value();
            boolean certain = Math.abs(over) > norm.error() + limit.error();
            Bounded factor =
                    limit.dividedBy(norm.plus(Bounded.constant(op.maxNorm().epsilon())));
            for (int j = 0; j < row.length; j++) {
                double error = over > 0 || !certain ? row[j].times(factor).error() : 0;
                double whether = certain ? 0 : Math.abs(row[j].value() * (1 - factor.value()));
                bounds[i * row.length + j] = error + whether;
            }
        }
        return bounds;
    }

    private static Bounded step(UpdateRule rule, Bounded w, Bounded g, Bounded[] state, double[] coefficients) {
        Bounded rate = Bounded.exact(coefficients[0]);
        if (rule instanceof UpdateRule.Sgd) {
            return w.minus(rate.times(g));
        } else if (rule instanceof UpdateRule.Momentum momentum) {
            Bounded share = Bounded.exact(coefficients[1]).times(g);
            state[0] = Bounded.constant(momentum.momentum()).times(state[0]).plus(share);
            return w.minus(rate.times(state[0]));
        } else if (rule instanceof UpdateRule.Nesterov nesterov) {
            Bounded momentum = Bounded.constant(nesterov.momentum());
            state[0] = momentum.times(state[0]).plus(g);
            return w.minus(rate.times(g.plus(momentum.times(state[0]))));
        } else if (rule instanceof UpdateRule.ResilientPropagation resilient) {
            return resilientPropagation(resilient, w, g, state);
        } else if (rule instanceof AdaptiveRule adaptive) {
            return w.minus(rate.times(change(adaptive, g, state)));
        } else if (rule instanceof AdamRule adam) {
            return adam(adam, w, g, state, coefficients);
        }
        throw new AssertionError("no error bound for the update rule " + rule.name());
    }

    private static Bounded change(AdaptiveRule rule, Bounded g, Bounded[] state) {
        if (rule instanceof AdaptiveRule.Adagrad adagrad) {
            state[0] = state[0].plus(g.times(g));
            return g.dividedBy(state[0].sqrt().plus(Bounded.constant(adagrad.epsilon())));
        } else if (rule instanceof AdaptiveRule.Adadelta adadelta) {
            Bounded epsilon = Bounded.constant(adadelta.epsilon());
            state[0] = mean(adadelta.rho(), state[0], g.times(g));
            Bounded change = g.times(state[1].plus(epsilon).sqrt())
                    .dividedBy(state[0].plus(epsilon).sqrt());
            state[1] = mean(adadelta.rho(), state[1], change.times(change));
            return change;
        } else if (rule instanceof AdaptiveRule.RmsProp rmsProp) {
            return change(rmsProp, g, state);
        }
        throw new AssertionError("no error bound for the update rule " + rule.name());
    }

    private static Bounded change(AdaptiveRule.RmsProp rule, Bounded g, Bounded[] state) {
        state[0] = mean(rule.alpha(), state[0], g.times(g));
        Bounded square = state[0];
        if (rule.centered()) {
            state[1] = mean(rule.alpha(), state[1], g);
            square = state[0].minus(state[1].times(state[1])).positivePart();
        }
        Bounded change = g.dividedBy(square.sqrt().plus(Bounded.constant(rule.epsilon())));
        if (rule.hasVelocity()) {
            int last = state.length - 1;
            state[last] = Bounded.constant(rule.momentum()).times(state[last]).plus(change);
            change = state[last];
        }
        return change;
    }

    private static Bounded adam(AdamRule rule, Bounded w, Bounded g, Bounded[] state, double[] coefficients) {
        state[0] = mean(rule.beta1(), state[0], g);
        state[1] = mean(rule.beta2(), state[1], g.times(g));
        Bounded square = state[1];
        if (rule instanceof AdamRule.Amsgrad) {
            state[2] = state[2].larger(state[1]);
            square = state[2];
        }
        Bounded first = Bounded.exact(coefficients[0]);
        Bounded direction = rule instanceof AdamRule.NAdam
                ? first.times(g).plus(Bounded.exact(coefficients[1]).times(state[0]))
                : first.times(state[0]);
        Bounded correction = Bounded.exact(coefficients[rule.coefficientCount() - 1]);
        return w.minus(direction.dividedBy(square.sqrt().times(correction).plus(Bounded.constant(rule.epsilon()))));
    }

    /** It goes by signs: where rounding may have turned that of g, every outcome must be within the bound. */
    private static Bounded resilientPropagation(
            UpdateRule.ResilientPropagation rule, Bounded w, Bounded g, Bounded[] state) {
        double[] slots = {state[0].value(), state[1].value()};
        double right = rule.step(w.value(), g.value(), slots, new double[0]);
        Bounded smallest = Bounded.constant(rule.minimumStep());
        Bounded largest = Bounded.constant(rule.maximumStep());
        Bounded size = state[1];
        boolean certain = g.error() == 0 || Math.abs(g.value()) > g.error();
        if (certain) {
            double agreement = Math.signum(g.value()) * Math.signum(state[0].value());
            double factor = agreement > 0 ? rule.etaPlus() : agreement < 0 ? rule.etaMinus() : 1;
            state[0] = agreement < 0 ? Bounded.exact(0) : g;
            state[1] = size.times(Bounded.constant(factor)).larger(smallest).smaller(largest);
            return w.minus(state[1].times(Bounded.exact(Math.signum(slots[0]))));
        }
        Bounded least = size.times(Bounded.constant(rule.etaMinus())).larger(smallest);
        Bounded most = size.times(Bounded.constant(rule.etaPlus())).smaller(largest);
        state[0] = new Bounded(slots[0], Math.abs(g.value()) + g.error());
        state[1] = new Bounded(slots[1], most.value() - least.value() + most.error() + least.error());
        return new Bounded(right, w.plus(most).error() + 2 * most.value());
    }

    /** β m + (1 - β) g; one rounding more, as m + (1 - β) (g - m) has it. */
    private static Bounded mean(double beta, Bounded m, Bounded g) {
        Bounded added = Bounded.constant(1 - beta).times(g).times(Bounded.exact(1));
        return Bounded.constant(beta).times(m).plus(added);
    }
}
