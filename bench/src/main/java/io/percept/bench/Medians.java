package io.percept.bench;

import java.util.Arrays;

/** Of an odd number of measurements. */
final class Medians {
    private Medians() {}

    static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }
}
