/**
 * The conformance kit: what {@code io.percept.backend} promises, as tests that every backend runs. A backend's test extends {@link
 * io.percept.tck.ConformanceKit} and names its provider.
 *
 * <p>{@link io.percept.tck.Cases} lists the operations and shapes once; micro-benchmarks iterate the same list. A {@link
 * io.percept.tck.Case} declares its operands and builds its operations over them; a {@link io.percept.tck.Workspace} puts the operands
 * on a device; the reference says what must come out, and {@code Bounds} how far rounding may move it.
 */
package io.percept.tck;
