package io.percept.metrics;

import java.util.Map;

/** How good predictions of one kind are. */
public sealed interface Metrics permits ClassMetrics, LabelMetrics, RealMetrics {
    /** The number of rows that were predicted. */
    int rows();

    /** The figures that sum everything up, in the order of {@link Metric}; those that are not defined are NaN. */
    Map<Metric, Double> summary();
}
