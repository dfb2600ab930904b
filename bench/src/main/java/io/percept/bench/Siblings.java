package io.percept.bench;

import io.percept.bench.GuardedLoop.Kind;
import java.util.List;
import java.util.Map;

/** Judges speeds by those of siblings. */
record Siblings(Map<GuardedLoop, Double> speeds) {
    /** A loop's speed as a share of the median of those that are of its kind and not exempt. */
    double share(GuardedLoop loop) {
        return speeds.get(loop) / median(loop.kind());
    }

    private double median(Kind kind) {
        return Medians.of(speeds.keySet().stream()
                .filter(loop -> loop.kind() == kind && loop.exempt().isEmpty())
                .mapToDouble(speeds::get)
                .toArray());
    }

    boolean hasCollapsed(GuardedLoop loop) {
        return loop.exempt().isEmpty() && share(loop) < loop.kind().leastShare();
    }

    /** In the order in which they were measured. */
    List<GuardedLoop> collapsed() {
        return speeds.keySet().stream().filter(this::hasCollapsed).toList();
    }
}
