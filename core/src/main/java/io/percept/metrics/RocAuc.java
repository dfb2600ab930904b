package io.percept.metrics;

import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The area under the ROC curve: the probability that a row that has the class scores higher than one that has not, half counted where
 * both score the same.
 *
 * <p>By ranks (H. B. Mann, D. R. Whitney, 1947): (R - p (p + 1) / 2) / (p n), where p rows have the class, n have not, and R is the sum
 * of the former's ranks among all scores, from 1, equal scores sharing the mean of their ranks.
 */
final class RocAuc {
    private RocAuc() {}

    /** The area; NaN when all rows have the class, or none has it, or a score is NaN. */
    static double of(double[] scores, IntPredicate isPositive) {
        if (DoubleStream.of(scores).anyMatch(Double::isNaN)) {
            return Double.NaN;
        }
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[a], scores[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double ranks = 0;
        long positives = 0;
        int next;
        for (int first = 0; first < order.length; first = next) {
            next = first + 1;
            // Not Double.compare: -0 and 0 are the same score, and stand side by side.
            while (next < order.length && scores[order[next]] == scores[order[first]]) {
                next++;
            }
            double shared = (first + 1 + next) / 2.0;
            for (int i = first; i < next; i++) {
                if (isPositive.test(order[i])) {
                    ranks += shared;
                    positives++;
                }
            }
        }
        double pairs = (double) positives * (order.length - positives);
        return (ranks - positives * (positives + 1) / 2.0) / pairs;
    }

    /** The mean of those that are defined; NaN when none is. */
    static double mean(double[] areas) {
        return DoubleStream.of(areas)
                .filter(area -> !Double.isNaN(area))
                .average()
                .orElse(Double.NaN);
    }
}
