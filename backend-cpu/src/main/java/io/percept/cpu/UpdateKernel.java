package io.percept.cpu;

import io.percept.backend.Executable.Launch;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;

/** One pass of an optimizer over the flat parameters. */
final class UpdateKernel extends Kernel {
    private final Update op;
    private final int perChunk;
    private final Row schedule;
    private final Row scale;
    private final RuleLoops.Loop rule;
    private final ParameterTile[] tiles;
    /** Whether w -= η g is all there is to do, which needs no tile. */
    private final boolean isPlain;

    private final Row w;
    private final Row gradient;
    private final RowLoops loops = Arithmetic.best().rows();

    UpdateKernel(Update op, int threads) {
        super(
                new Launch(op.name(), op.rule().name(), op.w().shape(), op.flops(), op.bytes()),
                divideUp(op.w().columns(), perChunk(op)));
        this.op = op;
        this.perChunk = perChunk(op);
        this.schedule = new Row(op.schedule());
        this.scale = op.scale() == null ? null : new Row(op.scale());
        this.rule = RuleLoops.of(op);
        this.w = new Row(op.w());
        this.gradient = new Row(op.gradient());
        this.isPlain = op.rule() instanceof UpdateRule.Sgd
                && op.regularizer().isNone()
                && op.decay().isNone()
                && !op.clipsValues()
                && scale == null;
        this.tiles = new ParameterTile[threads];
        for (int i = 0; i < threads; i++) {
            tiles[i] = new ParameterTile(op);
        }
    }

    private static int perChunk(Update op) {
        return itemsPerChunk(op.w().columns(), 1);
    }

    @Override
    void run(int chunk, int worker) {
        int from = chunk * perChunk;
        int end = Math.min(from + perChunk, op.w().columns());
        int boundary = Math.max(from, Math.min(end, op.penalised()));
        int row = schedule.start(Cursors.position(op.cursor(), op.schedule().rows()));
        if (isPlain) {
            loops.subtract(
                    schedule.data[row], gradient.data, gradient.start(0) + from, w.data, w.start(0) + from, end - from);
            return;
        }
        run(true, from, boundary, tiles[worker], row);
        run(false, boundary, end, tiles[worker], row);
    }

    private void run(boolean weights, int from, int end, ParameterTile tile, int row) {
        for (int start = from; start < end; start += ParameterTile.SIZE) {
            int n = Math.min(ParameterTile.SIZE, end - start);
            tile.load(start, n);
            changeGradients(weights, tile, n);
            if (decays(weights) && op.decay().decoupled()) {
                shrink(tile.w, n, schedule.data[row + op.rule().coefficientCount()]);
            }
            rule.run(tile, n, row);
            tile.store(start, n);
        }
    }

    private boolean penalises(boolean weights) {
        return weights && op.penalised() > 0 && !op.regularizer().isNone();
    }

    private boolean decays(boolean weights) {
        return !op.decay().isNone() && (weights || op.decay().biases());
    }

    private void changeGradients(boolean weights, ParameterTile tile, int n) {
        if (penalises(weights)) {
            Penalty.add(op.regularizer(), tile.w, tile.g, n);
        }
        if (op.clipsValues()) {
            clip(tile.g, n, (float) op.clipValue());
        }
        if (scale != null) {
            multiply(tile.g, n, scale.data[scale.start(0)]);
        }
        if (decays(weights) && !op.decay().decoupled()) {
            addDecay(tile.w, tile.g, n, (float) op.decay().rate());
        }
    }

    private static void clip(float[] g, int n, float most) {
        for (int i = 0; i < n; i++) {
            g[i] = Math.max(-most, Math.min(most, g[i]));
        }
    }

    private static void multiply(float[] g, int n, float factor) {
        for (int i = 0; i < n; i++) {
            g[i] *= factor;
        }
    }

    private static void addDecay(float[] w, float[] g, int n, float rate) {
        for (int i = 0; i < n; i++) {
            g[i] += rate * w[i];
        }
    }

    private static void shrink(float[] w, int n, float factor) {
        for (int i = 0; i < n; i++) {
            w[i] -= factor * w[i];
        }
    }
}
