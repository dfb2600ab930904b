package io.percept.train;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.data.Dataset;
import io.percept.data.Imputer;
import io.percept.data.Preparation;
import io.percept.data.Scaler;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import java.util.Optional;
import java.util.stream.IntStream;

/** A device on trial: opened, with a training that is ready to go on. */
final class DeviceTrial implements AutoCloseable {
    private static final double NANOS = 1e-9;

    private final Backends.Choice candidate;
    private final double firstStart;
    private final double start;
    private final Session opened;
    private final StepTimer timer;
    private double least;

    /**
     * The training that every device is tried with.
     *
     * @param part as much of the data as the trial needs
     */
    record Setup(
            Network network,
            Loss loss,
            TrainingConfig config,
            Dataset part,
            Preparation preparation,
            DeviceOptions options) {
        /** Rows to try with: many enough that gathering them meets the same caches as in the whole. */
        private static final int ROWS = 8192;

        private float[] initial() {
            return InitialParameters.draw(network, config.initializer(), config.bias(), config.seed());
        }

        /** Much as the training's, but for columns that the part has no value in. */
        private static Preparation preparation(Dataset part, TrainingConfig config) {
            Imputer zeros = new Imputer(new float[part.columns()]);
            Optional<Imputer> imputer = part.isBytes() ? Optional.empty() : Optional.of(zeros);
            return new Preparation(imputer, Scaler.fit(part, imputer, config.scaling()));
        }

        static Setup of(Network network, TrainingConfig config, Dataset data, DeviceOptions options) {
            int batch = Math.min(config.batchSize(), data.rows());
            int rows = Math.min(data.rows(), Math.max(batch, ROWS / batch * batch));
            Dataset part = rows == data.rows()
                    ? data
                    : data.select(IntStream.range(0, rows).toArray());
            return new Setup(network, Trainer.lossFor(config, data), config, part, preparation(part, config), options);
        }
    }

    private DeviceTrial(Backends.Choice candidate, double firstStart, double start, Session opened) {
        this.candidate = candidate;
        this.firstStart = firstStart;
        this.start = start;
        this.opened = opened;
        this.timer = new StepTimer(opened.training());
    }

    /**
     * Opens a device twice. The first time its compiler has to do all that the training needs; the second time takes as long as every later
     * start.
     */
    static DeviceTrial open(Backends.Choice candidate, Setup setup) {
        long begin = System.nanoTime();
        Session.open(candidate, setup).close();
        long again = System.nanoTime();
        Session opened = Session.open(candidate, setup);
        long ready = System.nanoTime();
        return new DeviceTrial(candidate, (again - begin) * NANOS, (ready - again) * NANOS, opened);
    }

    /** A training that has done its first step: some drivers compile when a kernel runs for the first time. */
    private record Session(Device device, TrainingSession training) implements AutoCloseable {
        static Session open(Backends.Choice candidate, Setup setup) {
            Device device = candidate.open(setup.options());
            TrainingSession training = null;
            boolean ready = false;
            try {
                training = new TrainingSession(
                        device,
                        setup.network(),
                        setup.loss(),
                        setup.config(),
                        setup.part(),
                        setup.preparation(),
                        setup.initial());
                new StepTimer(training).firstStep();
                ready = true;
                return new Session(device, training);
            } finally {
                if (!ready) {
                    if (training != null) {
                        training.close();
                    }
                    device.close();
                }
            }
        }

        @Override
        public void close() {
            training.close();
            device.close();
        }
    }

    Backends.Choice candidate() {
        return candidate;
    }

    /** Seconds that {@link #open} took. */
    double starts() {
        return firstStart + start;
    }

    /**
     * Seconds until the first step is done, in a process of its own. What OpenCL's compilers have made is kept for the
     * next start; what Java's compiler made of the processor's kernels is lost with the process.
     */
    double start() {
        return candidate.isProcessor() ? firstStart : start;
    }

    /** Runs for some seconds; the least that a step took then is what {@link #whole} goes by. */
    void warmUp(double seconds) {
        least = timer.warmUp(seconds);
    }

    /** Seconds that so many steps may take, the start included. */
    double whole(double steps) {
        return start() + steps * least;
    }

    /** Seconds that a step takes in one round. */
    double round() {
        return timer.round();
    }

    @Override
    public void close() {
        opened.close();
    }
}
