package io.percept.metrics;

/** The negative logarithm of a probability. */
final class LogLoss {
    /** What scikit-learn keeps probabilities away from 0 and 1 by: the machine epsilon of double precision. */
    private static final double EPSILON = 0x1p-52;

    private LogLoss() {}

    /** What it costs to have given this probability to what is true. */
    static double of(double probability) {
        return -Math.log(Math.min(Math.max(probability, EPSILON), 1 - EPSILON));
    }
}
