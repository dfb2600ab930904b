package io.percept.cpu;

import io.percept.backend.AdamRule;
import io.percept.backend.AdaptiveRule;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;

/** The rules' formulas as plain loops over arrays, which the virtual machine turns into vector instructions. */
final class RuleLoops {
    private final float[] coefficients;

    /** Does the first {@code n} parameters of a tile with coefficients from {@code c} on. */
    interface Loop {
        void run(ParameterTile tile, int n, int c);
    }

    private RuleLoops(Update op) {
        this.coefficients = new Row(op.schedule()).data;
    }

    /** The loop of an update's rule. */
    static Loop of(Update op) {
        RuleLoops loops = new RuleLoops(op);
        UpdateRule rule = op.rule();
        if (rule instanceof UpdateRule.Sgd) {
            return loops::sgd;
        } else if (rule instanceof UpdateRule.Momentum momentum) {
            float mu = (float) momentum.momentum();
            return (tile, n, c) -> loops.momentum(mu, tile, n, c);
        } else if (rule instanceof UpdateRule.Nesterov nesterov) {
            float mu = (float) nesterov.momentum();
            return (tile, n, c) -> loops.nesterov(mu, tile, n, c);
        } else if (rule instanceof UpdateRule.ResilientPropagation resilient) {
            return (tile, n, c) -> resilientPropagation(resilient, tile, n);
        } else if (rule instanceof AdaptiveRule.Adagrad adagrad) {
            return (tile, n, c) -> loops.adagrad((float) adagrad.epsilon(), tile, n, c);
        } else if (rule instanceof AdaptiveRule.Adadelta adadelta) {
            return (tile, n, c) -> loops.adadelta(adadelta, tile, n, c);
        } else if (rule instanceof AdaptiveRule.RmsProp rmsProp) {
            return (tile, n, c) -> loops.rmsProp(rmsProp, tile, n, c);
        } else if (rule instanceof AdamRule.Amsgrad amsgrad) {
            return (tile, n, c) -> loops.amsgrad(amsgrad, tile, n, c);
        } else if (rule instanceof AdamRule.NAdam nadam) {
            return (tile, n, c) -> loops.nadam(nadam, tile, n, c);
        } else if (rule instanceof AdamRule adam) {
            return (tile, n, c) -> loops.adam(adam, tile, n, c);
        }
        throw new AssertionError("no loop for " + rule.name());
    }

    private void sgd(ParameterTile tile, int n, int c) {
        float rate = coefficients[c];
        float[] w = tile.w;
        float[] g = tile.g;
        for (int i = 0; i < n; i++) {
            w[i] -= rate * g[i];
        }
    }

    private void momentum(float mu, ParameterTile tile, int n, int c) {
        float rate = coefficients[c];
        float share = coefficients[c + 1];
        float[] w = tile.w;
        float[] g = tile.g;
        float[] velocities = tile.state(0);
        for (int i = 0; i < n; i++) {
            float velocity = mu * velocities[i] + share * g[i];
            velocities[i] = velocity;
            w[i] -= rate * velocity;
        }
    }

    private void nesterov(float mu, ParameterTile tile, int n, int c) {
        float rate = coefficients[c];
        float[] w = tile.w;
        float[] g = tile.g;
        float[] velocities = tile.state(0);
        for (int i = 0; i < n; i++) {
            float velocity = mu * velocities[i] + g[i];
            velocities[i] = velocity;
            w[i] -= rate * (g[i] + mu * velocity);
        }
    }

    private static void resilientPropagation(UpdateRule.ResilientPropagation rule, ParameterTile tile, int n) {
        float etaMinus = (float) rule.etaMinus();
        float etaPlus = (float) rule.etaPlus();
        float smallest = (float) rule.minimumStep();
        float largest = (float) rule.maximumStep();
        float[] w = tile.w;
        float[] g = tile.g;
        float[] before = tile.state(0);
        float[] sizes = tile.state(1);
        for (int i = 0; i < n; i++) {
            float slope = g[i];
            float agreement = Math.signum(slope) * Math.signum(before[i]);
            float factor = agreement > 0 ? etaPlus : agreement < 0 ? etaMinus : 1 + agreement;
            float kept = agreement < 0 ? 0 : slope;
            float step = Math.min(Math.max(sizes[i] * factor, smallest), largest);
            before[i] = kept;
            sizes[i] = step;
            w[i] -= step * Math.signum(kept);
        }
    }

    private void adagrad(float epsilon, ParameterTile tile, int n, int c) {
        float rate = coefficients[c];
        float[] w = tile.w;
        float[] g = tile.g;
        float[] squares = tile.state(0);
        for (int i = 0; i < n; i++) {
            float slope = g[i];
            float sum = squares[i] + slope * slope;
            squares[i] = sum;
            w[i] -= rate * (slope / ((float) Math.sqrt(sum) + epsilon));
        }
    }

    private void adadelta(AdaptiveRule.Adadelta rule, ParameterTile tile, int n, int c) {
        float rate = coefficients[c];
        float rho = (float) rule.rho();
        float rest = (float) (1 - rule.rho());
        float epsilon = (float) rule.epsilon();
        float[] w = tile.w;
        float[] g = tile.g;
        float[] squares = tile.state(0);
        float[] changes = tile.state(1);
        for (int i = 0; i < n; i++) {
            float slope = g[i];
            float square = rho * squares[i] + rest * slope * slope;
            float change = slope * (float) Math.sqrt(changes[i] + epsilon) / (float) Math.sqrt(square + epsilon);
            squares[i] = square;
            changes[i] = rho * changes[i] + rest * change * change;
            w[i] -= rate * change;
        }
    }

    private void rmsProp(AdaptiveRule.RmsProp rule, ParameterTile tile, int n, int c) {
        float rate = coefficients[c];
        float alpha = (float) rule.alpha();
        float rest = (float) (1 - rule.alpha());
        float epsilon = (float) rule.epsilon();
        float momentum = (float) rule.momentum();
        float[] w = tile.w;
        float[] g = tile.g;
        float[] squares = tile.state(0);
        float[] means = rule.centered() ? tile.state(1) : squares;
        float[] velocities = tile.state(rule.stateSlots() - 1);
        for (int i = 0; i < n; i++) {
            float slope = g[i];
            float square = alpha * squares[i] + rest * slope * slope;
            squares[i] = square;
            if (rule.centered()) {
                float mean = alpha * means[i] + rest * slope;
                means[i] = mean;
                float variance = square - mean * mean;
                square = variance < 0 ? 0 : variance;
            }
            float change = slope / ((float) Math.sqrt(square) + epsilon);
            if (rule.hasVelocity()) {
                change = momentum * velocities[i] + change;
                velocities[i] = change;
            }
            w[i] -= rate * change;
        }
    }

    private void adam(AdamRule rule, ParameterTile tile, int n, int c) {
        float rate = coefficients[c];
        float correction = coefficients[c + 1];
        float beta1 = (float) rule.beta1();
        float beta2 = (float) rule.beta2();
        float rest1 = (float) (1 - rule.beta1());
        float rest2 = (float) (1 - rule.beta2());
        float epsilon = (float) rule.epsilon();
        float[] w = tile.w;
        float[] g = tile.g;
        float[] first = tile.state(0);
        float[] second = tile.state(1);
        for (int i = 0; i < n; i++) {
            float slope = g[i];
            float m = beta1 * first[i] + rest1 * slope;
            float v = beta2 * second[i] + rest2 * slope * slope;
            first[i] = m;
            second[i] = v;
            w[i] -= rate * m / ((float) Math.sqrt(v) * correction + epsilon);
        }
    }

    private void amsgrad(AdamRule.Amsgrad rule, ParameterTile tile, int n, int c) {
        float rate = coefficients[c];
        float correction = coefficients[c + 1];
        float beta1 = (float) rule.beta1();
        float beta2 = (float) rule.beta2();
        float rest1 = (float) (1 - rule.beta1());
        float rest2 = (float) (1 - rule.beta2());
        float epsilon = (float) rule.epsilon();
        float[] w = tile.w;
        float[] g = tile.g;
        float[] first = tile.state(0);
        float[] second = tile.state(1);
        float[] top = tile.state(2);
        for (int i = 0; i < n; i++) {
            float slope = g[i];
            float m = beta1 * first[i] + rest1 * slope;
            float v = beta2 * second[i] + rest2 * slope * slope;
            float largest = Math.max(top[i], v);
            first[i] = m;
            second[i] = v;
            top[i] = largest;
            w[i] -= rate * m / ((float) Math.sqrt(largest) * correction + epsilon);
        }
    }

    private void nadam(AdamRule.NAdam rule, ParameterTile tile, int n, int c) {
        float ofGradient = coefficients[c];
        float ofMean = coefficients[c + 1];
        float correction = coefficients[c + 2];
        float beta1 = (float) rule.beta1();
        float beta2 = (float) rule.beta2();
        float rest1 = (float) (1 - rule.beta1());
        float rest2 = (float) (1 - rule.beta2());
        float epsilon = (float) rule.epsilon();
        float[] w = tile.w;
        float[] g = tile.g;
        float[] first = tile.state(0);
        float[] second = tile.state(1);
        for (int i = 0; i < n; i++) {
            float slope = g[i];
            float m = beta1 * first[i] + rest1 * slope;
            float v = beta2 * second[i] + rest2 * slope * slope;
            first[i] = m;
            second[i] = v;
            w[i] -= (ofGradient * slope + ofMean * m) / ((float) Math.sqrt(v) * correction + epsilon);
        }
    }
}
