package io.percept.cpu;

import io.percept.backend.Executable.Launch;
import io.percept.backend.Regularizer;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;

/** One pass of an optimizer over the flat parameters. */
final class UpdateKernel extends Kernel {
    private final Update op;
    private final int perChunk;
    private final Row w;
    private final Row gradient;
    private final Row state;
    private final Row schedule;
    private final Rule rule;
    /** How many parameters the penalty applies to, and where each worker puts their gradients with the penalty. */
    private final int penalised;

    private final float[][] scratch;

    UpdateKernel(Update op, int threads) {
        super(
                new Launch(op.name(), op.rule().name(), op.w().shape(), op.flops(), op.bytes()),
                divideUp(op.w().columns(), perChunk(op)));
        this.op = op;
        this.perChunk = perChunk(op);
        this.w = new Row(op.w());
        this.gradient = new Row(op.gradient());
        this.state = op.state() == null ? null : new Row(op.state());
        this.schedule = new Row(op.schedule());
        this.rule = rule(op.rule());
        this.penalised = op.regularizer().equals(Regularizer.NONE) ? 0 : op.penalised();
        this.scratch = new float[threads][Math.min(penalised, perChunk)];
    }

    private static int perChunk(Update op) {
        return itemsPerChunk(op.w().columns(), 1);
    }

    /** Does parameters {@code from} to {@code from + n} with gradients {@code g[gStart ...]} and coefficients in {@code row}. */
    private interface Rule {
        void run(int from, int n, float[] g, int gStart, int row);
    }

    private Rule rule(UpdateRule rule) {
        if (rule instanceof UpdateRule.Sgd) {
            return this::sgd;
        } else if (rule instanceof UpdateRule.Momentum momentum) {
            return (from, n, g, gStart, row) -> momentum((float) momentum.momentum(), from, n, g, gStart, row);
        } else if (rule instanceof UpdateRule.Adam adam) {
            return (from, n, g, gStart, row) -> adam(adam, from, n, g, gStart, row);
        }
        throw new AssertionError("no kernel for " + rule.name());
    }

    @Override
    void run(int chunk, int worker) {
        int from = chunk * perChunk;
        int end = Math.min(from + perChunk, w.columns);
        int boundary = Math.max(from, Math.min(end, penalised));
        int row = schedule.start(Cursors.position(op.cursor(), op.schedule().rows()));
        if (from < boundary) {
            addPenalty(from, boundary - from, scratch[worker]);
            rule.run(from, boundary - from, scratch[worker], 0, row);
        }
        rule.run(boundary, end - boundary, gradient.data, gradient.start(0) + boundary, row);
    }

    private void addPenalty(int from, int n, float[] to) {
        float l1 = (float) op.regularizer().l1();
        float twiceL2 = (float) (2 * op.regularizer().l2());
        int start = w.start(0) + from;
        int g = gradient.start(0) + from;
        for (int i = 0; i < n; i++) {
            float value = w.data[start + i];
            to[i] = gradient.data[g + i] + (l1 * Math.signum(value) + twiceL2 * value);
        }
    }

    private void sgd(int from, int n, float[] g, int gStart, int row) {
        float rate = schedule.data[row];
        int to = w.start(0) + from;
        for (int i = 0; i < n; i++) {
            w.data[to + i] -= rate * g[gStart + i];
        }
    }

    private void momentum(float momentum, int from, int n, float[] g, int gStart, int row) {
        float rate = schedule.data[row];
        int to = w.start(0) + from;
        int v = state.start(0) + from;
        for (int i = 0; i < n; i++) {
            float velocity = momentum * state.data[v + i] + g[gStart + i];
            state.data[v + i] = velocity;
            w.data[to + i] -= rate * velocity;
        }
    }

    private void adam(UpdateRule.Adam adam, int from, int n, float[] g, int gStart, int row) {
        float rate = schedule.data[row];
        float correction = schedule.data[row + 1];
        float beta1 = (float) adam.beta1();
        float beta2 = (float) adam.beta2();
        float rest1 = (float) (1 - adam.beta1());
        float rest2 = (float) (1 - adam.beta2());
        float epsilon = (float) adam.epsilon();
        int to = w.start(0) + from;
        int first = state.start(0) + from;
        int second = state.start(1) + from;
        for (int i = 0; i < n; i++) {
            float slope = g[gStart + i];
            float m = beta1 * state.data[first + i] + rest1 * slope;
            float v = beta2 * state.data[second + i] + rest2 * slope * slope;
            state.data[first + i] = m;
            state.data[second + i] = v;
            w.data[to + i] -= rate * m / ((float) Math.sqrt(v) * correction + epsilon);
        }
    }
}
