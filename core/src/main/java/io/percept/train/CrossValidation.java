package io.percept.train;

import io.percept.metrics.Metric;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a {@link CrossValidator} measured.
 *
 * @param wanted how many folds there were to be
 * @param folds those that were done
 */
public record CrossValidation(int wanted, List<Fold> folds) {
    public CrossValidation {
        folds = List.copyOf(folds);
    }

    /**
     * One part that was tested.
     *
     * @param number from 1
     * @param trainingRows rows that it was trained with, those that validated the epochs included
     * @param training the model and how it came about
     * @param test how good the model is on the part; empty when the training diverged
     * @param seconds taken by the training
     */
    public record Fold(
            int number, int trainingRows, TrainingResult training, Optional<Evaluation> test, double seconds) {
        /** A figure of the test; NaN where there is none. */
        public double figure(Metric metric) {
            return test.map(Evaluation::summary)
                    .map(summary -> summary.get(metric))
                    .orElse(Double.NaN);
        }
    }

    /** Whether every fold was done and none diverged. */
    public boolean complete() {
        return folds.size() == wanted
                && folds.stream().allMatch(fold -> fold.test().isPresent());
    }

    /** The figures that there are. */
    public Set<Metric> metrics() {
        Set<Metric> metrics = new TreeSet<>();
        folds.forEach(fold ->
                fold.test().ifPresent(test -> metrics.addAll(test.summary().keySet())));
        return metrics;
    }

    /** Mean and deviation of a figure over the folds; NaN unless every fold that was done has it. */
    public Spread spread(Metric metric) {
        return Spread.of(folds.stream().mapToDouble(fold -> fold.figure(metric)).toArray());
    }
}
