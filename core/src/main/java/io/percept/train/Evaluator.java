package io.percept.train;

import static io.percept.backend.ElementType.FLOAT32;

import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Loss;
import io.percept.backend.Owned;
import io.percept.data.ClassTargets;
import io.percept.data.DataException;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.data.Targets;
import io.percept.model.Model;
import io.percept.nn.Network;
import java.util.List;
import java.util.Optional;

/** Measures a network on a data set, as often as wanted. */
public final class Evaluator implements AutoCloseable {
    /** Rows at once: enough to keep any device busy, few enough for the widest layers. */
    private static final int BATCH = 512;

    private final Owned owned = new Owned();
    private final Device device;
    private final Loss loss;
    private final Targets targets;
    private final BatchFeed feed;
    private final Pass fullBatch;
    private final Pass lastBatch;
    private final float[] block;

    /** Follows parameters that are on the device already. */
    Evaluator(
            Device device,
            Network network,
            Loss loss,
            Weights weights,
            DeviceBuffer parameters,
            Dataset data,
            Preparation preparation) {
        this.device = device;
        this.loss = loss;
        this.targets = data.targets();
        try {
            this.feed = new BatchFeed(device, owned, data, loss, weights, preparation, BATCH);
            this.fullBatch = Pass.evaluation(device, owned, network, parameters, feed, feed.rowsOf(0));
            int last = feed.rowsOf(feed.steps() - 1);
            this.lastBatch = last == feed.rowsOf(0)
                    ? fullBatch
                    : Pass.evaluation(device, owned, network, parameters, feed, last);
        } catch (RuntimeException failure) {
            owned.close();
            throw failure;
        }
        this.block = new float[feed.rowsOf(0) * network.outputs()];
    }

    /**
     * Measures a model on a data set, all of whose rows count the same, whatever was weighed in training.
     *
     * @throws DataException when the data set is not one for the model
     */
    public static Evaluation evaluate(Device device, Model model, Dataset data) {
        checkFit(model, data);
        float[] parameters = model.parameters();
        try (DeviceBuffer buffer = device.allocate(1, parameters.length, FLOAT32)) {
            device.write(buffer, parameters);
            try (Evaluator evaluator = new Evaluator(
                    device,
                    model.network(),
                    model.loss(),
                    Weights.NONE,
                    buffer,
                    data,
                    model.data().preparation())) {
                return evaluator.evaluate();
            }
        }
    }

    private static void checkFit(Model model, Dataset data) {
        if (model.network().inputs() != data.columns()) {
            throw new DataException(
                    "the model takes " + model.network().inputs() + " features but the data has " + data.columns());
        }
        Optional<List<String>> found =
                data.targets() instanceof ClassTargets targets ? Optional.of(targets.classes()) : Optional.empty();
        if (!found.equals(model.data().classes())) {
            throw new DataException(
                    "the model predicts " + named(model.data().classes()) + " but the data has " + named(found));
        }
    }

    private static String named(Optional<List<String>> classes) {
        return classes.map(names -> "the classes " + String.join(", ", names)).orElse("real numbers");
    }

    /** Measures the network as it is now. */
    public Evaluation evaluate() {
        int width = fullBatch.outputs().columns();
        Measure measure = new Measure(loss, targets);
        feed.rewind();
        for (int step = 0; step < feed.steps(); step++) {
            Pass pass = step == feed.steps() - 1 ? lastBatch : fullBatch;
            feed.prepare(step);
            pass.run();
            int rows = feed.rowsOf(step);
            device.read(pass.outputs().buffer(), 0, block, 0, rows * width);
            measure.add(block, rows, width);
        }
        return new Evaluation(feed.meanLoss(feed.losses(feed.steps())), measure.metrics());
    }

    @Override
    public void close() {
        owned.close();
    }
}
