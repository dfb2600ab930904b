package io.percept.train;

import static io.percept.backend.ElementType.FLOAT32;

import io.percept.backend.Add;
import io.percept.backend.Advance;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Executable;
import io.percept.backend.MatrixView;
import io.percept.backend.NormalizeColumns;
import io.percept.backend.Owned;
import io.percept.nn.Lowering;
import io.percept.nn.Network;

/** A network's way through one batch of a feed, compiled: there and back with an update, or only there. */
final class Pass {
    private final Executable executable;
    private final MatrixView outputs;

    private Pass(Executable executable, MatrixView outputs) {
        this.executable = executable;
        this.outputs = outputs;
    }

    /** Gather, forward, loss, backward, update. */
    static Pass training(
            Device device,
            Owned owned,
            Network network,
            DeviceBuffer parameters,
            Lowering.Training training,
            Optimizer optimizer,
            BatchFeed feed,
            int rows) {
        Lowering lowering = Lowering.training(device, owned, network, parameters, training);
        MatrixView z = appendGradients(lowering, feed, rows);
        optimizer.ops().forEach(lowering::append);
        feed.appendAdvance(lowering);
        appendAdvanceOfStep(lowering, training);
        return new Pass(owned.own(device.compile(lowering.ops())), z);
    }

    /**
     * Gather, forward, loss, backward for a part of a batch, whose gradients are added to the sum.
     *
     * @throws IllegalArgumentException when a layer must see a batch as a whole
     */
    static Pass part(
            Device device,
            Owned owned,
            Network network,
            DeviceBuffer parameters,
            Lowering.Training training,
            MatrixView sum,
            BatchFeed feed,
            int rows) {
        Lowering lowering = Lowering.training(device, owned, network, parameters, training);
        MatrixView z = appendGradients(lowering, feed, rows);
        lowering.append(new Add(sum, training.gradients().view(0, 1, sum.columns()), sum));
        feed.appendAdvancePart(lowering);
        appendAdvanceOfStep(lowering, training);
        if (lowering.ops().stream().anyMatch(NormalizeColumns.class::isInstance)) {
            throw new IllegalArgumentException("batch normalisation looks at a batch as a whole, so that its results"
                    + " would not be those of the batch; leave micro-batches out, or use layer normalisation");
        }
        return new Pass(owned.own(device.compile(lowering.ops())), z);
    }

    /** Gather, forward, loss. */
    static Pass evaluation(
            Device device, Owned owned, Network network, DeviceBuffer parameters, BatchFeed feed, int rows) {
        Lowering lowering = Lowering.evaluation(device, owned, network, parameters);
        BatchFeed.Batch batch = feed.appendGather(lowering, rows);
        MatrixView z = lowering.forward(batch.x());
        feed.appendLoss(lowering, z, batch, null);
        feed.appendAdvance(lowering);
        return new Pass(owned.own(device.compile(lowering.ops())), z);
    }

    /** Gather, forward, loss, backward; gives back the outputs. */
    private static MatrixView appendGradients(Lowering lowering, BatchFeed feed, int rows) {
        BatchFeed.Batch batch = feed.appendGather(lowering, rows);
        MatrixView z = lowering.forward(batch.x());
        MatrixView dz = lowering.buffer(rows, z.columns(), FLOAT32);
        feed.appendLoss(lowering, z, batch, dz);
        lowering.backward(dz);
        return z;
    }

    /** Where a layer draws by the number of the step, counts it. */
    private static void appendAdvanceOfStep(Lowering lowering, Lowering.Training training) {
        if (lowering.readsStep()) {
            lowering.append(new Advance(training.step()));
        }
    }

    void run() {
        executable.run();
    }

    Executable executable() {
        return executable;
    }

    /** The network's outputs for the batch that ran last, rows x outputs. */
    MatrixView outputs() {
        return outputs;
    }
}
