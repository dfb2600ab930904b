package io.percept.cpu;

import jdk.incubator.vector.FloatVector;

/**
 * An activation and its derivative for a vector of numbers. Implementations are final classes, so that compilers see through the calls
 * in the loop that is written for each of them when the module is built.
 */
interface Formula {
    /** f(z). */
    FloatVector value(FloatVector z);

    /** f′(v), with v = z, or v = f(z) where {@link io.percept.backend.Activation#derivativeFromOutput()} says so. */
    FloatVector derivative(FloatVector v);
}
