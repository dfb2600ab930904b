/**
 * The CPU backend. Values live in EJML's {@code FMatrixRMaj}; matrix products go through the {@code Gemm} seam, whose portable
 * implementation runs EJML's float routines on panels of rows; everything is spread over a {@code WorkerPool} in chunks whose number
 * depends on the sizes alone, so that results do not depend on the number of threads.
 */
package io.percept.cpu;
