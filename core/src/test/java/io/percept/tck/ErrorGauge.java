package io.percept.tck;

import io.percept.backend.Op;

/** Told how far each output of an operation is from what it must be. */
@FunctionalInterface
interface ErrorGauge {
    /** Measures nothing. */
    ErrorGauge NONE = (op, worst) -> {};

    /**
     * An output has been compared.
     *
     * @param worst the largest error of its elements as a fraction of its bound: 0 where all are as exact as float32 allows, above 1 where
     *     one is wrong, infinite where it has no business to differ at all
     */
    void compared(Op op, double worst);
}
