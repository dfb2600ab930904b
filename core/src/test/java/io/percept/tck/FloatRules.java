package io.percept.tck;

import io.percept.backend.AdamRule;
import io.percept.backend.AdaptiveRule;
import io.percept.backend.UpdateRule;

/** The optimizers' rules in float32, rounded after every operation. */
final class FloatRules {
    private FloatRules() {}

    /** The parameter after the step; {@code state} is brought up to date. */
    static float step(UpdateRule rule, float w, float g, float[] state, float[] row) {
        if (rule instanceof UpdateRule.Sgd) {
            return w - row[0] * g;
        } else if (rule instanceof UpdateRule.Momentum momentum) {
            state[0] = (float) momentum.momentum() * state[0] + row[1] * g;
            return w - row[0] * state[0];
        } else if (rule instanceof UpdateRule.Nesterov nesterov) {
            float mu = (float) nesterov.momentum();
            state[0] = mu * state[0] + g;
            return w - row[0] * (g + mu * state[0]);
        } else if (rule instanceof UpdateRule.ResilientPropagation resilient) {
            return resilientPropagation(resilient, w, g, state);
        } else if (rule instanceof AdaptiveRule.Adagrad adagrad) {
            state[0] += g * g;
            return w - row[0] * g / (root(state[0]) + (float) adagrad.epsilon());
        } else if (rule instanceof AdaptiveRule.Adadelta adadelta) {
            float epsilon = (float) adadelta.epsilon();
            state[0] = mean(adadelta.rho(), state[0], g * g);
            float change = root(state[1] + epsilon) / root(state[0] + epsilon) * g;
            state[1] = mean(adadelta.rho(), state[1], change * change);
            return w - row[0] * change;
        } else if (rule instanceof AdaptiveRule.RmsProp rmsProp) {
            return rmsProp(rmsProp, w, g, state, row);
        }
        return adam((AdamRule) rule, w, g, state, row);
    }

    private static float resilientPropagation(UpdateRule.ResilientPropagation rule, float w, float g, float[] state) {
        float agreement = Math.signum(g) * Math.signum(state[0]);
        float factor = (float) (agreement > 0 ? rule.etaPlus() : agreement < 0 ? rule.etaMinus() : 1 + agreement);
        state[0] = agreement < 0 ? 0 : g;
        state[1] = Math.min(Math.max(state[1] * factor, (float) rule.minimumStep()), (float) rule.maximumStep());
        return w - state[1] * Math.signum(state[0]);
    }

    private static float rmsProp(AdaptiveRule.RmsProp rule, float w, float g, float[] state, float[] row) {
        state[0] = mean(rule.alpha(), state[0], g * g);
        float square = state[0];
        if (rule.centered()) {
            state[1] = mean(rule.alpha(), state[1], g);
            float variance = state[0] - state[1] * state[1];
            square = variance < 0 ? 0 : variance;
        }
        float change = g / (root(square) + (float) rule.epsilon());
        if (rule.hasVelocity()) {
            int last = state.length - 1;
            state[last] = (float) rule.momentum() * state[last] + change;
            change = state[last];
        }
        return w - row[0] * change;
    }

    private static float adam(AdamRule rule, float w, float g, float[] state, float[] row) {
        state[0] = mean(rule.beta1(), state[0], g);
        state[1] = mean(rule.beta2(), state[1], g * g);
        float square = state[1];
        if (rule instanceof AdamRule.Amsgrad) {
            state[2] = Math.max(state[2], state[1]);
            square = state[2];
        }
        float divisor = root(square) * row[rule.coefficientCount() - 1] + (float) rule.epsilon();
        return rule instanceof AdamRule.NAdam
                ? w - (row[0] * g + row[1] * state[0]) / divisor
                : w - row[0] * (state[0] / divisor);
    }

    private static float mean(double beta, float m, float g) {
        return (float) beta * m + (float) (1 - beta) * g;
    }

    private static float root(float value) {
        return (float) Math.sqrt(value);
    }
}
