package io.percept.cli.bench;

import io.percept.train.Spread;

/**
 * A figure that was measured several times.
 *
 * @param mean the mean of the repetitions
 * @param deviation their sample standard deviation; NaN where there is only one
 * @param best the shortest time, or the highest rate
 */
public record Sample(double mean, double deviation, double best) {
    static Sample of(double best, double... values) {
        Spread spread = Spread.of(values);
        return new Sample(spread.mean(), spread.deviation(), best);
    }

    /** The deviation as a part of the mean. */
    public double relativeDeviation() {
        return deviation / mean;
    }
}
