package io.percept.metrics;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well one class or label is found, or the average of several.
 *
 * @param name of the class, or of the average
 * @param precision of the rows for which it is predicted, the part that has it; 0 where it is never predicted
 * @param recall of the rows that have it, the part for which it is predicted; 0 where no row has it
 * @param f1 the harmonic mean of both, 2 tp / (2 tp + fp + fn); 0 where it neither occurs nor is predicted
 * @param support the number of rows that have it
 */
public record ClassScore(String name, double precision, double recall, double f1, long support) {
    /**
     * From counts of rows.
     *
     * @param hits rows that have it and for which it is predicted
     * @param predicted rows for which it is predicted
     * @param support rows that have it
     */
    static ClassScore ofCounts(String name, long hits, long predicted, long support) {
        return new ClassScore(
                name,
                quotient(hits, predicted),
                quotient(hits, support),
                quotient(2 * hits, predicted + support),
                support);
    }

    private static double quotient(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** The plain mean, in which every class counts the same. */
    static ClassScore macro(List<ClassScore> scores) {
        return average("macro average", scores, score -> 1);
    }

    /** The mean in which every class counts as often as it occurs. */
    static ClassScore weighted(List<ClassScore> scores) {
        return average("weighted average", scores, ClassScore::support);
    }

    private static ClassScore average(String name, List<ClassScore> scores, ToDoubleFunction<ClassScore> weight) {
        double weights = scores.stream().mapToDouble(weight).sum();
        return new ClassScore(
                name,
                mean(scores, ClassScore::precision, weight, weights),
                mean(scores, ClassScore::recall, weight, weights),
                mean(scores, ClassScore::f1, weight, weights),
                scores.stream().mapToLong(ClassScore::support).sum());
    }

    private static double mean(
            List<ClassScore> scores,
            ToDoubleFunction<ClassScore> figure,
            ToDoubleFunction<ClassScore> weight,
            double weights) {
        double sum = scores.stream()
                .mapToDouble(score -> figure.applyAsDouble(score) * weight.applyAsDouble(score))
                .sum();
        return weights == 0 ? 0 : sum / weights;
    }
}
