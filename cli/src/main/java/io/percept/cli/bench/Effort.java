package io.percept.cli.bench;

/**
 * How thoroughly to measure.
 *
 * @param repetitions measurements of each workload, at least 1
 * @param warmUp seconds to run each workload before them, not negative: Java's compiler comes to its end then, and a processor to its speed
 * @param seconds how long a measurement takes at least: many runs of a short workload, one run of a long one
 */
public record Effort(int repetitions, double warmUp, double seconds) {
    public Effort {
        if (repetitions < 1) {
            throw new IllegalArgumentException("the repetitions are " + repetitions + "; there must be at least 1");
        }
        if (!(warmUp >= 0 && warmUp < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the warm-up is " + warmUp + " seconds; it must be finite and not negative");
        }
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a measurement is " + seconds + " seconds; it must be finite and not negative");
        }
    }
}
