package io.percept.train;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;

import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Executable;
import io.percept.backend.Executable.Launch;
import io.percept.backend.Loss;
import io.percept.backend.MatrixView;
import io.percept.backend.Owned;
import io.percept.data.ClassTargets;
import io.percept.data.DataException;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.data.Targets;
import io.percept.model.Outputs;
import io.percept.nn.Lowering;
import io.percept.nn.Network;
import io.percept.nn.ParameterLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A network in training on a device, step by step: for {@link Trainer}, and for whoever wants a loop of their own. Everything is on the
 * device from the constructor on; a step allocates nothing and transfers nothing.
 *
 * <pre>{@code
 * for (int epoch = 1; epoch <= 10; epoch++) {
 *     session.beginEpoch();
 *     for (int step = 0; step < session.stepsPerEpoch(); step++) {
 *         session.step();
 *     }
 *     System.out.println(session.loss());
 * }
 * }</pre>
 */
public final class TrainingSession implements AutoCloseable {
    /** Streams of the generator that the orders of the epochs come from: this one plus the epoch. */
    private static final long SHUFFLE_STREAM = 2L << 32;

    private final Device device;
    private final TrainingConfig config;
    private final BatchFeed feed;
    private final Owned owned = new Owned();
    private final DeviceBuffer parameters;
    private final DeviceBuffer gradients;
    private final Optimizer optimizer;
    /** What the passes draw random numbers by; the number of passes is counted on the device. */
    private final Lowering.Training training;

    private final Executable[] usualStep;
    private final Executable[] lastStep;
    /** Null unless the schedule looks at losses. */
    private final PlateauWatch plateau;

    private int epoch;
    private int step;

    /**
     * Puts a network and a data set on a device.
     *
     * @param loss what to minimise; the configuration's is not looked at
     * @param preparation applied to the features of each batch
     * @param initial the parameters to start from, in the network's {@link ParameterLayout}
     * @throws IllegalArgumentException when network, data and loss do not fit together
     * @throws DataException when the targets are not what the loss needs: classes, numbers from 0 to 1, ...
     */
    public TrainingSession(
            Device device,
            Network network,
            Loss loss,
            TrainingConfig config,
            Dataset data,
            Preparation preparation,
            float[] initial) {
        checkFit(network, loss, data);
        this.device = device;
        this.config = config;
        this.plateau = config.schedule() instanceof Schedule.Plateau settings ? new PlateauWatch(settings) : null;
        try {
            Weights weights = Weights.of(loss, config.classWeights().of(data.targets()), data);
            this.feed = new BatchFeed(
                    device, owned, data, loss, weights, preparation, config.batchSize(), config.microBatch());
            ParameterLayout layout = new ParameterLayout(network.parameters());
            this.parameters = allocate(1, layout.size());
            this.gradients = allocate(1, layout.size());
            DeviceBuffer ofPass = feed.inParts() ? allocate(1, layout.size()) : gradients;
            this.training = new Lowering.Training(
                    ofPass,
                    config.seed(),
                    owned.own(device.allocate(1, 1, INT32)).view());
            device.write(parameters, initial);
            this.optimizer =
                    new Optimizer(device, owned, config, layout, parameters, gradients, feed.steps(), feed.cursor());
            MatrixView sum = gradients.view(0, 1, layout.trained());
            Steps steps = new Steps(device, owned, network, parameters, training, sum, feed, optimizer);
            this.usualStep = steps.of(0);
            this.lastStep = steps.of(feed.steps() - 1);
        } catch (RuntimeException failure) {
            owned.close();
            throw failure;
        }
    }

    private static void checkFit(Network network, Loss loss, Dataset data) {
        if (network.inputs() != data.columns()) {
            throw new IllegalArgumentException("the network takes " + network.inputs() + " inputs but the data has "
                    + data.columns() + " features; they must be equal");
        }
        if (data.targets() instanceof RealTargets real) {
            TargetCheck.check(loss, real);
        }
        int needed = outputsFor(loss, data.targets());
        if (network.outputs() != needed) {
            int last = network.layers().size() - 1;
            throw new IllegalArgumentException(
                    "layer " + last + " (" + network.layers().get(last).summary() + ") is the last and has "
                            + network.outputs() + " outputs, but " + loss.name() + " on this data needs " + needed
                            + "; let the last linear layer have " + needed);
        }
    }

    /** How many outputs a network needs for a loss on these targets. */
    public static int outputsFor(Loss loss, Targets targets) {
        return targets instanceof ClassTargets classes
                ? Outputs.count(loss, Optional.of(classes.classes()), 1)
                : Outputs.count(
                        loss, Optional.empty(), ((RealTargets) targets).names().size());
    }

    private DeviceBuffer allocate(int rows, int columns) {
        return owned.own(device.allocate(rows, columns, FLOAT32));
    }

    /** Steps in an epoch, the last of which may see fewer rows. */
    public int stepsPerEpoch() {
        return feed.steps();
    }

    /** Rows that a step sees. */
    public int rowsOfStep(int index) {
        return feed.rowsOf(index);
    }

    /** Sets the order of the rows and the learning rates of the next epoch, and goes to its first step. */
    public void beginEpoch() {
        if (config.shuffle()) {
            feed.order(new CounterRandom(config.seed(), SHUFFLE_STREAM + epoch).permutation(feed.rows()));
        }
        long done = (long) epoch * feed.steps();
        double[] rates = new double[feed.steps()];
        double rate = config.learningRate() * (plateau == null ? 1 : plateau.factor());
        for (int i = 0; i < rates.length; i++) {
            long all = (long) config.epochs() * feed.steps();
            rates[i] = rate * config.schedule().factor(new Schedule.Position(done + i, all, feed.steps()));
        }
        optimizer.schedule(rates, done);
        feed.rewind();
        epoch++;
        step = 0;
    }

    /**
     * Tells what the last epoch has led to, for a schedule that looks at it.
     *
     * @param loss the validation loss, or else the mean loss of the epoch
     */
    public void measured(double loss) {
        if (plateau != null) {
            plateau.measured(loss);
        }
    }

    /**
     * Does the next step of the epoch.
     *
     * @throws IllegalStateException when the epoch has no further step, or has not begun
     */
    public void step() {
        if (epoch == 0 || step == feed.steps()) {
            throw new IllegalStateException("call beginEpoch() before step " + step + " of epoch " + epoch);
        }
        feed.prepare(step);
        for (Executable each : executables(step)) {
            each.run();
        }
        step++;
    }

    /** The losses of the epoch's steps so far, each the mean over its rows, weighted where these have weights. */
    public double[] losses() {
        return feed.losses(step);
    }

    /** The mean loss over the rows that the epoch has seen so far; NaN before the first. */
    public double loss() {
        return feed.meanLoss(losses());
    }

    /** The flat parameters, in the network's {@link ParameterLayout}. */
    public float[] parameters() {
        return device.readFloats(parameters);
    }

    /** The same in the device's precision, which is higher than float32 on the reference. */
    public double[] parametersInDouble() {
        return readInDouble(parameters);
    }

    /** The gradients of the last step, laid out like the parameters; penalties are not in them. */
    public double[] gradientsInDouble() {
        return readInDouble(gradients);
    }

    private double[] readInDouble(DeviceBuffer buffer) {
        double[] values = new double[buffer.size()];
        device.read(buffer, 0, values, 0, values.length);
        return values;
    }

    /** Where the parameters are, for an {@link Evaluator} that follows the training. */
    DeviceBuffer parameterBuffer() {
        return parameters;
    }

    /** What a step with a full batch does on the device, a line per launch. */
    public List<Launch> describe() {
        return describe(0);
    }

    /** What a step of an epoch, counted from 0, does on the device, a line per launch. */
    public List<Launch> describe(int index) {
        return Arrays.stream(executables(index))
                .flatMap(each -> each.describe().stream())
                .toList();
    }

    private Executable[] executables(int index) {
        return index == feed.steps() - 1 ? lastStep : usualStep;
    }

    @Override
    public void close() {
        owned.close();
    }
}
