package io.percept.cli;

import io.percept.backend.AdamRule;
import io.percept.backend.BackendException;
import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.data.ClassTargets;
import io.percept.data.Dataset;
import io.percept.data.ImageShape;
import io.percept.data.Missing;
import io.percept.data.Preparation;
import io.percept.data.Scaling;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingSession;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a small network on the processor for nobody, so that Java's compiler gets to the inner loops while the command still reads its
 * data. Without it, a training of a second would be half as fast.
 */
final class EarlyTraining {
    private static final String DEVICE = "cpu";

    private static final int SIDE = 16;
    private static final int BATCH = 32;
    private static final int BATCHES = 8;
    private static final double SECONDS = 0.8;
    private static final double NANOS = 1e-9;

    /** Between two steps: the compiler, or the command, may need this very processor. */
    private static final long PAUSE_NANOS = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(EarlyTraining.class);

    private static volatile boolean isOfUse = true;

    private EarlyTraining() {}

    /** Ends it, when another device has been chosen. */
    static void stop() {
        isOfUse = false;
    }

    static void run() {
        long start = System.nanoTime();
        try (Device device =
                        Backends.choose(DEVICE).open(DeviceOptions.defaults().withThreads(1));
                TrainingSession session = session(device)) {
            while (isOfUse && (System.nanoTime() - start) * NANOS < SECONDS) {
                session.beginEpoch();
                for (int step = 0; isOfUse && step < BATCHES; step++) {
                    session.step();
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (BackendException e) {
            LOG.debug("no early training", e); // The command says so if it matters.
        }
    }

    private static TrainingSession session(Device device) {
        int rows = BATCH * BATCHES;
        ClassTargets classes = new ClassTargets(new int[rows], List.of("0", "1"));
        Dataset images = Dataset.ofBytes(new byte[rows * SIDE * SIDE], new ImageShape(SIDE, SIDE), classes);
        Network network = Network.input(SIDE * SIDE)
                .linear(192)
                .relu()
                .linear(96)
                .relu()
                .linear(2)
                .build();
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(new AdamRule.Adam())
                .batchSize(BATCH)
                .build();
        return new TrainingSession(
                device,
                network,
                new Loss.CrossEntropy(),
                config,
                images,
                Preparation.fit(images, Missing.MEAN, Scaling.STANDARDIZE),
                InitialParameters.draw(network, Optional.empty(), 0, 1));
    }
}
