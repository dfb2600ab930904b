package io.percept.train;

/**
 * Times the steps of a session. The fastest round counts: what slows a round down is other work on the machine or, on the CPU, a compiler
 * that is still at it, and neither lasts through a training.
 */
final class StepTimer {
    private static final double NANOS = 1e-9;

    /** Seconds of measuring: enough for Java's compiler to come to its end. */
    private static final double BUDGET = 1;

    /** Seconds after which a device that is far behind need not go on. */
    private static final double FAIR_TRIAL = 0.3;

    /** How many times longer than the best steps may take before they are hopeless. */
    private static final double HOPELESS = 3;

    /** Seconds of a round: long against what it costs to start and to wait for one. */
    private static final double ROUND = 0.05;

    private final TrainingSession session;

    StepTimer(TrainingSession session) {
        this.session = session;
    }

    /** Runs one step to its end. */
    void warmUp() {
        session.beginEpoch();
        run(1);
    }

    /**
     * Seconds that a step takes, with its part of what is transferred for each epoch.
     *
     * @param best those of the best device so far; infinite when this is the first
     */
    double secondsPerStep(double best) {
        long start = System.nanoTime();
        double epoch = Double.POSITIVE_INFINITY;
        double step = Double.POSITIVE_INFINITY;
        int steps = 1;
        double elapsed;
        do {
            long begin = System.nanoTime();
            session.beginEpoch();
            long begun = System.nanoTime();
            run(steps);
            double round = (System.nanoTime() - begun) * NANOS;
            epoch = Math.min(epoch, (begun - begin) * NANOS / session.stepsPerEpoch());
            step = Math.min(step, round / steps);
            if (round < ROUND) {
                steps = Math.min(2 * steps, session.stepsPerEpoch());
            }
            elapsed = (System.nanoTime() - start) * NANOS;
        } while (elapsed < BUDGET && !(elapsed > FAIR_TRIAL && step > HOPELESS * best));
        return epoch + step;
    }

    private void run(int steps) {
        for (int i = 0; i < steps; i++) {
            session.step();
        }
        session.losses(); // Waits for the steps.
    }
}
