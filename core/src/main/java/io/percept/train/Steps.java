package io.percept.train;

import io.percept.backend.Advance;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Executable;
import io.percept.backend.Fill;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Owned;
import io.percept.nn.Lowering;
import io.percept.nn.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the steps of an epoch run: one pass each; or, where batches come in parts, a pass for each part and then the update, with the sum of
 * the parts' gradients. What batches of a size run is compiled once.
 */
final class Steps {
    private final BatchFeed feed;
    private final Map<Integer, Executable> passes = new HashMap<>();
    private final Executable clear;
    private final Executable update;

    /**
     * Compiles everything.
     *
     * @param owned takes what is compiled, and its buffers
     * @param training its gradients are those of a pass
     * @param sum where the optimizer looks for gradients; those of a pass themselves where batches come whole
     */
    Steps(
            Device device,
            Owned owned,
            Network network,
            DeviceBuffer parameters,
            Lowering.Training training,
            MatrixView sum,
            BatchFeed feed,
            Optimizer optimizer) {
        this.feed = feed;
        // The first and the last batch have the parts of all.
        for (int step : new int[] {0, feed.steps() - 1}) {
            for (int rows : feed.partsOf(step)) {
                passes.computeIfAbsent(
                        rows,
                        count -> (feed.inParts()
                                        ? Pass.part(device, owned, network, parameters, training, sum, feed, count)
                                        : Pass.training(
                                                device, owned, network, parameters, training, optimizer, feed, count))
                                .executable());
            }
        }
        if (feed.inParts()) {
            List<Op> ops = new ArrayList<>(optimizer.ops());
            ops.add(new Advance(feed.cursor()));
            clear = owned.own(device.compile(List.of(new Fill(0, sum))));
            update = owned.own(device.compile(ops));
        } else {
            clear = null;
            update = null;
        }
    }

    /** What a step of an epoch, counted from 0, runs, in this order. */
    Executable[] of(int step) {
        List<Executable> executables = new ArrayList<>();
        for (int rows : feed.partsOf(step)) {
            executables.add(passes.get(rows));
        }
        if (feed.inParts()) {
            executables.add(0, clear);
            executables.add(update);
        }
        return executables.toArray(Executable[]::new);
    }
}
