package io.percept.train;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;

import io.percept.backend.Backends;
import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Executable;
import io.percept.backend.Loss;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Owned;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.nn.Lowering;
import io.percept.nn.Network;
import io.percept.nn.ParameterLayout;
import java.util.List;

/** The loss of one batch and its gradient in double precision, for any parameters, by the operations that training runs. */
final class DoubleGradient implements AutoCloseable {
    private final Device device;
    private final Owned owned = new Owned();
    private final DeviceBuffer parameters;
    private final DeviceBuffer gradients;
    private final BatchFeed feed;
    private final MatrixView x;
    private final MatrixView dz;
    private final MatrixView dzOfZero;
    private final Executable gather;
    private final Executable forward;
    private final Executable backward;
    private final Executable lossOfZero;

    /** Takes all rows of the data as one batch, in their order. */
    DoubleGradient(Network network, Loss loss, Weights weights, long seed, Dataset data, Preparation preparation) {
        this.device = Backends.open("reference");
        try {
            this.feed = new BatchFeed(device, owned, data, loss, weights, preparation, data.rows());
            int size = new ParameterLayout(network.parameters()).size();
            this.parameters = owned.own(device.allocate(1, size, FLOAT32));
            this.gradients = owned.own(device.allocate(1, size, FLOAT32));
            // Never advanced: what is random is the same in every pass, as in the first step of a training.
            DeviceBuffer step = owned.own(device.allocate(1, 1, INT32));
            Lowering lowering = Lowering.training(
                    device, owned, network, parameters, new Lowering.Training(gradients, seed, step.view()));
            BatchFeed.Batch batch = feed.appendGather(lowering, data.rows());
            this.x = batch.x();
            int afterGather = lowering.ops().size();
            MatrixView z = lowering.forward(x);
            this.dz = lowering.buffer(data.rows(), z.columns(), FLOAT32);
            feed.appendLoss(lowering, z, batch, dz);
            int afterLoss = lowering.ops().size();
            lowering.backward(dz);
            List<Op> ops = lowering.ops();
            this.gather = compile(ops.subList(0, afterGather));
            this.forward = compile(ops.subList(afterGather, afterLoss));
            this.backward = compile(ops.subList(afterLoss, ops.size()));
            this.dzOfZero = lowering.buffer(data.rows(), z.columns(), FLOAT32);
            feed.appendLoss(lowering, lowering.buffer(data.rows(), z.columns(), FLOAT32), batch, dzOfZero);
            feed.rewind();
            feed.prepare(0);
            this.lossOfZero = compile(lowering.ops().subList(ops.size(), ops.size() + 1));
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private Executable compile(List<Op> ops) {
        return owned.own(device.compile(ops));
    }

    /** The loss. */
    double loss(double[] values) {
        device.write(parameters, 0, values, 0, values.length);
        gather.run();
        forward.run();
        return feed.losses(1)[0];
    }

    /** The gradient, laid out like the parameters. */
    double[] gradient(double[] values) {
        loss(values);
        backward.run();
        return read(gradients.view());
    }

    /**
     * The gradient after changes as small as rounding makes them: each parameter and each feature is multiplied by 1 ± size, and to each
     * derivative by an output ± size times the terms that it is the difference of is added. Those terms are as large as the derivative
     * itself or as that for outputs of 0.
     */
    double[] gradient(double[] values, double size, CounterRandom random) {
        double[] changed = values.clone();
        change(changed, changed, size, random);
        device.write(parameters, 0, changed, 0, changed.length);
        gather.run();
        double[] features = read(x);
        change(features, features, size, random);
        device.write(x.buffer(), 0, features, 0, features.length);
        forward.run();
        lossOfZero.run();
        double[] slopes = read(dz);
        double[] terms = read(dzOfZero);
        for (int i = 0; i < terms.length; i++) {
            terms[i] = Math.max(Math.abs(terms[i]), Math.abs(slopes[i]));
        }
        change(slopes, terms, size, random);
        device.write(dz.buffer(), 0, slopes, 0, slopes.length);
        backward.run();
        return read(gradients.view());
    }

    private static void change(double[] values, double[] terms, double size, CounterRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] += (random.nextInt() < 0 ? size : -size) * terms[i];
        }
    }

    private double[] read(MatrixView view) {
        double[] values = new double[view.buffer().size()];
        device.read(view.buffer(), 0, values, 0, values.length);
        return values;
    }

    @Override
    public void close() {
        owned.close();
        device.close();
    }
}
