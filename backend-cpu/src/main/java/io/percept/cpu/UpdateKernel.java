package io.percept.cpu;

import io.percept.backend.Executable.Launch;
import io.percept.backend.Regularizer;
import io.percept.backend.Update;

/** One pass of an optimizer over the flat parameters. */
final class UpdateKernel extends Kernel {
    private final Update op;
    private final int perChunk;
    private final Row w;
    private final Row gradient;
    private final Row schedule;
    private final RuleLoops.Loop rule;
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
        this.schedule = new Row(op.schedule());
        this.rule = RuleLoops.of(op);
        this.penalised = op.regularizer().equals(Regularizer.NONE) ? 0 : op.penalised();
        this.scratch = new float[threads][Math.min(penalised, perChunk)];
    }

    private static int perChunk(Update op) {
        return itemsPerChunk(op.w().columns(), 1);
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
}
