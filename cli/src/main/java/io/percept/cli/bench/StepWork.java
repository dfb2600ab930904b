package io.percept.cli.bench;

import io.percept.backend.Device;
import io.percept.backend.Executable.Launch;
import io.percept.backend.UpdateRule;
import io.percept.train.TrainingSession;
import java.util.List;

/** A whole training step: gather, forward, loss, backward, update; with its share of what an epoch transfers. */
public record StepWork(StandardNet net, UpdateRule rule) implements Workload {
    /** Rows to train with: many enough that gathering them is no matter of the smallest caches. */
    private static final int ROWS = 8192;

    /** An epoch has so many steps at least. */
    private static final int LEAST_STEPS = 4;

    @Override
    public Kind kind() {
        return Kind.STEPS;
    }

    @Override
    public String subject() {
        return "net " + net.name();
    }

    @Override
    public String variant() {
        return rule.name();
    }

    @Override
    public String size() {
        return net.title();
    }

    @Override
    public int rows() {
        return net.batchSize();
    }

    /** Steps of an epoch. */
    public int steps() {
        return Math.max(LEAST_STEPS, ROWS / net.batchSize());
    }

    @Override
    public Prepared on(Device device) {
        return new Training(device, net.session(device, rule, steps()));
    }

    /** Goes through epoch after epoch. */
    private static final class Training implements Prepared {
        private final Device device;
        private final TrainingSession session;
        private int left;

        private Training(Device device, TrainingSession session) {
            this.device = device;
            this.session = session;
        }

        @Override
        public void run(int times) {
            for (int i = 0; i < times; i++) {
                if (left == 0) {
                    session.beginEpoch();
                    left = session.stepsPerEpoch();
                }
                session.step();
                left--;
            }
            device.synchronize();
        }

        @Override
        public List<Launch> launches() {
            return session.describe();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
