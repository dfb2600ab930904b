package io.percept.train;

import io.percept.metrics.ClassMetrics;
import io.percept.metrics.Confusion;
import io.percept.metrics.Metric;
import io.percept.metrics.Metrics;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How good a network is on a data set.
 *
 * @param loss mean loss over the rows; within a training weighted as the loss that is minimised, so that the two compare
 * @param metrics what else can be said, every row counting the same: of classes {@link ClassMetrics}; of real targets that are all 0 or 1, and predicted as
 *     probabilities, {@link io.percept.metrics.LabelMetrics}; otherwise {@link io.percept.metrics.RealMetrics}
 */
public record Evaluation(double loss, Metrics metrics) {
    /** Rows of the data set. */
    public int rows() {
        return metrics.rows();
    }

    /** Where classes are predicted: how often each was predicted for each. */
    public Optional<Confusion> confusion() {
        return metrics instanceof ClassMetrics classes ? Optional.of(classes.confusion()) : Optional.empty();
    }

    /** The part of the rows whose class was predicted right; empty where no classes are predicted. */
    public OptionalDouble accuracy() {
        return metrics instanceof ClassMetrics classes ? OptionalDouble.of(classes.accuracy()) : OptionalDouble.empty();
    }

    /** The loss and the figures that sum the metrics up, in the order of {@link Metric}. */
    public Map<Metric, Double> summary() {
        Map<Metric, Double> summary = new EnumMap<>(metrics.summary());
        summary.put(Metric.LOSS, loss);
        return Collections.unmodifiableMap(summary);
    }
}
