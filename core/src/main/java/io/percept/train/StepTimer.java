package io.percept.train;

/** Times the steps of a session in rounds that are long against what it costs to start and to wait for one. */
final class StepTimer {
    private static final double NANOS = 1e-9;

    /** Seconds of a round. */
    private static final double ROUND = 0.05;

    private final TrainingSession session;
    private int steps = 1;

    StepTimer(TrainingSession session) {
        this.session = session;
    }

    /** Runs one step to its end. */
    void firstStep() {
        session.beginEpoch();
        run(1);
    }

    /**
     * Runs for some seconds, in which Java's compiler comes to its end and a processor to its speed, and finds out how many steps make a
     * round.
     *
     * @return the least that a step took
     */
    double warmUp(double seconds) {
        long start = System.nanoTime();
        double least = Double.POSITIVE_INFINITY;
        do {
            double step = round();
            least = Math.min(least, step);
            if (step * steps < ROUND) {
                steps = Math.min(2 * steps, session.stepsPerEpoch());
            }
        } while ((System.nanoTime() - start) * NANOS < seconds);
        return least;
    }

    /** Seconds that a step takes, with its part of what is transferred for each epoch. */
    double round() {
        long begin = System.nanoTime();
        session.beginEpoch();
        long begun = System.nanoTime();
        run(steps);
        long end = System.nanoTime();
        return ((begun - begin) / (double) session.stepsPerEpoch() + (end - begun) / (double) steps) * NANOS;
    }

    private void run(int count) {
        for (int i = 0; i < count; i++) {
            session.step();
        }
        session.losses(); // Waits for the steps.
    }
}
