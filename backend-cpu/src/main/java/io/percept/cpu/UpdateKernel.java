package io.percept.cpu;

import io.percept.backend.Executable.Launch;
import io.percept.backend.Update;

/** One pass of an optimizer over the flat parameters. */
final class UpdateKernel extends Kernel {
    private final Update op;
    private final int perChunk;
    private final Row w;
    private final Row gradient;
    private final Row schedule;
    private final Row scale;
    private final RuleLoops.Loop rule;
    private final Penalty penalty;
    /** Where each worker puts gradients that are not taken as they are. */
    private final float[][] scratch;

    UpdateKernel(Update op, int threads) {
        super(
                new Launch(op.name(), op.rule().name(), op.w().shape(), op.flops(), op.bytes()),
                divideUp(op.w().columns(), perChunk(op)));
        this.op = op;
        this.perChunk = perChunk(op);
        this.w = new Row(op.w());
        this.gradient = new Row(op.gradient());
        this.schedule = new Row(op.schedule());
        this.scale = op.scale() == null ? null : new Row(op.scale());
        this.rule = RuleLoops.of(op);
        this.penalty = new Penalty(op.regularizer(), op.w(), op.gradient());
        this.scratch = new float[threads][changes(true) ? Math.min(perChunk, w.columns) : 0];
    }

    private static int perChunk(Update op) {
        return itemsPerChunk(op.w().columns(), 1);
    }

    @Override
    void run(int chunk, int worker) {
        int from = chunk * perChunk;
        int end = Math.min(from + perChunk, w.columns);
        int boundary = Math.max(from, Math.min(end, op.penalised()));
        int row = schedule.start(Cursors.position(op.cursor(), op.schedule().rows()));
        run(true, from, boundary - from, scratch[worker], row);
        run(false, boundary, end - boundary, scratch[worker], row);
    }

    private void run(boolean weights, int from, int n, float[] changed, int row) {
        if (n == 0) {
            return;
        }
        boolean changes = changes(weights);
        if (changes) {
            change(weights, from, n, changed);
        }
        if (decays(weights) && op.decay().decoupled()) {
            decay(schedule.data[row + op.rule().coefficientCount()], from, n);
        }
        if (changes) {
            rule.run(from, n, changed, 0, row);
        } else {
            rule.run(from, n, gradient.data, gradient.start(0) + from, row);
        }
    }

    /** Whether the gradients of weights, or of the other parameters, are not taken as they are. */
    private boolean changes(boolean weights) {
        return penalises(weights)
                || op.clipsValues()
                || scale != null
                || (decays(weights) && !op.decay().decoupled());
    }

    private boolean penalises(boolean weights) {
        return weights && op.penalised() > 0 && !op.regularizer().isNone();
    }

    private boolean decays(boolean weights) {
        return !op.decay().isNone() && (weights || op.decay().biases());
    }

    private void change(boolean weights, int from, int n, float[] g) {
        if (penalises(weights)) {
            penalty.gradients(from, n, g);
        } else {
            System.arraycopy(gradient.data, gradient.start(0) + from, g, 0, n);
        }
        if (op.clipsValues()) {
            float most = (float) op.clipValue();
            for (int i = 0; i < n; i++) {
                g[i] = Math.max(-most, Math.min(most, g[i]));
            }
        }
        if (scale != null) {
            float factor = scale.data[scale.start(0)];
            for (int i = 0; i < n; i++) {
                g[i] *= factor;
            }
        }
        if (decays(weights) && !op.decay().decoupled()) {
            float rate = (float) op.decay().rate();
            int start = w.start(0) + from;
            for (int i = 0; i < n; i++) {
                g[i] += rate * w.data[start + i];
            }
        }
    }

    private void decay(float factor, int from, int n) {
        int start = w.start(0) + from;
        for (int i = start; i < start + n; i++) {
            w.data[i] -= factor * w.data[i];
        }
    }
}
