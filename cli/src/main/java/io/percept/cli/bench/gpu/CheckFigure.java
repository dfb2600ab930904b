package io.percept.cli.bench.gpu;

import java.util.List;

/**
 * How a device did in the conformance check.
 *
 * @param cases those that were checked
 * @param of all there are; more than {@code cases} where the time was over
 * @param worst the largest error as a part of its bound
 * @param failures what is wrong, a sentence each
 */
public record CheckFigure(int cases, int of, double worst, double seconds, List<String> failures) {
    public CheckFigure {
        failures = List.copyOf(failures);
    }
}
