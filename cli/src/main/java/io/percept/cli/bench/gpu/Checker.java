package io.percept.cli.bench.gpu;

import java.util.function.BooleanSupplier;

/** Compares what the device computes with the specification. */
@FunctionalInterface
public interface Checker {
    /** Checks case after case, until all are done or there is no time for more. */
    CheckFigure check(BooleanSupplier hasTime);
}
