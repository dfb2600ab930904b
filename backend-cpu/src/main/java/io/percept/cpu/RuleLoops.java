package io.percept.cpu;

import io.percept.backend.AdamRule;
import io.percept.backend.AdaptiveRule;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;

/** The rules' formulas as plain loops over arrays, which the virtual machine turns into vector instructions. */
final class RuleLoops {
    private final float[] weights;
    private final float[] states;
    private final float[] coefficients;
    private final Row w;
    private final Row state;

    /** Does parameters {@code from} to {@code from + n} with gradients {@code g[gStart ...]} and coefficients from {@code c} on. */
    interface Loop {
        void run(int from, int n, float[] g, int gStart, int c);
    }

    private RuleLoops(Update op) {
        this.w = new Row(op.w());
        this.state = op.state() == null ? null : new Row(op.state());
        this.weights = w.data;
        this.states = state == null ? new float[0] : state.data;
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
            return (from, n, g, gStart, c) -> loops.momentum(mu, from, n, g, gStart, c);
        } else if (rule instanceof UpdateRule.Nesterov nesterov) {
            float mu = (float) nesterov.momentum();
            return (from, n, g, gStart, c) -> loops.nesterov(mu, from, n, g, gStart, c);
        } else if (rule instanceof UpdateRule.ResilientPropagation resilient) {
            return (from, n, g, gStart, c) -> loops.resilientPropagation(resilient, from, n, g, gStart);
        } else if (rule instanceof AdaptiveRule.Adagrad adagrad) {
            return (from, n, g, gStart, c) -> loops.adagrad((float) adagrad.epsilon(), from, n, g, gStart, c);
        } else if (rule instanceof AdaptiveRule.Adadelta adadelta) {
            return (from, n, g, gStart, c) -> loops.adadelta(adadelta, from, n, g, gStart, c);
        } else if (rule instanceof AdaptiveRule.RmsProp rmsProp) {
            return (from, n, g, gStart, c) -> loops.rmsProp(rmsProp, from, n, g, gStart, c);
        } else if (rule instanceof AdamRule.Amsgrad amsgrad) {
            return (from, n, g, gStart, c) -> loops.amsgrad(amsgrad, from, n, g, gStart, c);
        } else if (rule instanceof AdamRule.NAdam nadam) {
            return (from, n, g, gStart, c) -> loops.nadam(nadam, from, n, g, gStart, c);
        } else if (rule instanceof AdamRule adam) {
            return (from, n, g, gStart, c) -> loops.adam(adam, from, n, g, gStart, c);
        }
        throw new AssertionError("no loop for " + rule.name());
    }

    private void sgd(int from, int n, float[] g, int gStart, int c) {
        float rate = coefficients[c];
        int to = w.start(0) + from;
        for (int i = 0; i < n; i++) {
            weights[to + i] -= rate * g[gStart + i];
        }
    }

    private void momentum(float mu, int from, int n, float[] g, int gStart, int c) {
        float rate = coefficients[c];
        float share = coefficients[c + 1];
        int to = w.start(0) + from;
        int v = state.start(0) + from;
        for (int i = 0; i < n; i++) {
            float velocity = mu * states[v + i] + share * g[gStart + i];
            states[v + i] = velocity;
            weights[to + i] -= rate * velocity;
        }
    }

    private void nesterov(float mu, int from, int n, float[] g, int gStart, int c) {
        float rate = coefficients[c];
        int to = w.start(0) + from;
        int v = state.start(0) + from;
        for (int i = 0; i < n; i++) {
            float velocity = mu * states[v + i] + g[gStart + i];
            states[v + i] = velocity;
            weights[to + i] -= rate * (g[gStart + i] + mu * velocity);
        }
    }

    private void resilientPropagation(UpdateRule.ResilientPropagation rule, int from, int n, float[] g, int gStart) {
        float etaMinus = (float) rule.etaMinus();
        float etaPlus = (float) rule.etaPlus();
        float smallest = (float) rule.minimumStep();
        float largest = (float) rule.maximumStep();
        int to = w.start(0) + from;
        int before = state.start(0) + from;
        int size = state.start(1) + from;
        for (int i = 0; i < n; i++) {
            float slope = g[gStart + i];
            float agreement = Math.signum(slope) * Math.signum(states[before + i]);
            float factor = agreement > 0 ? etaPlus : agreement < 0 ? etaMinus : 1 + agreement;
            float kept = agreement < 0 ? 0 : slope;
            float step = Math.min(Math.max(states[size + i] * factor, smallest), largest);
            states[before + i] = kept;
            states[size + i] = step;
            weights[to + i] -= step * Math.signum(kept);
        }
    }

    private void adagrad(float epsilon, int from, int n, float[] g, int gStart, int c) {
        float rate = coefficients[c];
        int to = w.start(0) + from;
        int s = state.start(0) + from;
        for (int i = 0; i < n; i++) {
            float slope = g[gStart + i];
            float sum = states[s + i] + slope * slope;
            states[s + i] = sum;
            weights[to + i] -= rate * (slope / ((float) Math.sqrt(sum) + epsilon));
        }
    }

    private void adadelta(AdaptiveRule.Adadelta rule, int from, int n, float[] g, int gStart, int c) {
        float rate = coefficients[c];
        float rho = (float) rule.rho();
        float rest = (float) (1 - rule.rho());
        float epsilon = (float) rule.epsilon();
        int to = w.start(0) + from;
        int s = state.start(0) + from;
        int a = state.start(1) + from;
        for (int i = 0; i < n; i++) {
            float slope = g[gStart + i];
            float square = rho * states[s + i] + rest * slope * slope;
            float change = slope * (float) Math.sqrt(states[a + i] + epsilon) / (float) Math.sqrt(square + epsilon);
            states[s + i] = square;
            states[a + i] = rho * states[a + i] + rest * change * change;
            weights[to + i] -= rate * change;
        }
    }

    private void rmsProp(AdaptiveRule.RmsProp rule, int from, int n, float[] g, int gStart, int c) {
        float rate = coefficients[c];
        float alpha = (float) rule.alpha();
        float rest = (float) (1 - rule.alpha());
        float epsilon = (float) rule.epsilon();
        float momentum = (float) rule.momentum();
        int to = w.start(0) + from;
        int s = state.start(0) + from;
        int m = state.start(1) + from;
        int v = state.start(rule.stateSlots() - 1) + from;
        for (int i = 0; i < n; i++) {
            float slope = g[gStart + i];
            float square = alpha * states[s + i] + rest * slope * slope;
            states[s + i] = square;
            if (rule.centered()) {
                float mean = alpha * states[m + i] + rest * slope;
                states[m + i] = mean;
                float variance = square - mean * mean;
                square = variance < 0 ? 0 : variance;
            }
            float change = slope / ((float) Math.sqrt(square) + epsilon);
            if (rule.hasVelocity()) {
                change = momentum * states[v + i] + change;
                states[v + i] = change;
            }
            weights[to + i] -= rate * change;
        }
    }

    private void adam(AdamRule rule, int from, int n, float[] g, int gStart, int c) {
        float rate = coefficients[c];
        float correction = coefficients[c + 1];
        float beta1 = (float) rule.beta1();
        float beta2 = (float) rule.beta2();
        float rest1 = (float) (1 - rule.beta1());
        float rest2 = (float) (1 - rule.beta2());
        float epsilon = (float) rule.epsilon();
        int to = w.start(0) + from;
        int first = state.start(0) + from;
        int second = state.start(1) + from;
        for (int i = 0; i < n; i++) {
            float slope = g[gStart + i];
            float m = beta1 * states[first + i] + rest1 * slope;
            float v = beta2 * states[second + i] + rest2 * slope * slope;
            states[first + i] = m;
            states[second + i] = v;
            weights[to + i] -= rate * m / ((float) Math.sqrt(v) * correction + epsilon);
        }
    }

    private void amsgrad(AdamRule.Amsgrad rule, int from, int n, float[] g, int gStart, int c) {
        float rate = coefficients[c];
        float correction = coefficients[c + 1];
        float beta1 = (float) rule.beta1();
        float beta2 = (float) rule.beta2();
        float rest1 = (float) (1 - rule.beta1());
        float rest2 = (float) (1 - rule.beta2());
        float epsilon = (float) rule.epsilon();
        int to = w.start(0) + from;
        int first = state.start(0) + from;
        int second = state.start(1) + from;
        int top = state.start(2) + from;
        for (int i = 0; i < n; i++) {
            float slope = g[gStart + i];
            float m = beta1 * states[first + i] + rest1 * slope;
            float v = beta2 * states[second + i] + rest2 * slope * slope;
            float largest = Math.max(states[top + i], v);
            states[first + i] = m;
            states[second + i] = v;
            states[top + i] = largest;
            weights[to + i] -= rate * m / ((float) Math.sqrt(largest) * correction + epsilon);
        }
    }

    private void nadam(AdamRule.NAdam rule, int from, int n, float[] g, int gStart, int c) {
        float ofGradient = coefficients[c];
        float ofMean = coefficients[c + 1];
        float correction = coefficients[c + 2];
        float beta1 = (float) rule.beta1();
        float beta2 = (float) rule.beta2();
        float rest1 = (float) (1 - rule.beta1());
        float rest2 = (float) (1 - rule.beta2());
        float epsilon = (float) rule.epsilon();
        int to = w.start(0) + from;
        int first = state.start(0) + from;
        int second = state.start(1) + from;
        for (int i = 0; i < n; i++) {
            float slope = g[gStart + i];
            float m = beta1 * states[first + i] + rest1 * slope;
            float v = beta2 * states[second + i] + rest2 * slope * slope;
            states[first + i] = m;
            states[second + i] = v;
            weights[to + i] -= (ofGradient * slope + ofMean * m) / ((float) Math.sqrt(v) * correction + epsilon);
        }
    }
}
