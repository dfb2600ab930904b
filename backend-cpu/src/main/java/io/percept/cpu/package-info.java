/**
 * The CPU backend. Values live in EJML's {@code FMatrixRMaj}. Matrix products go through the {@code Gemm} seam: {@code VectorGemm}, compiled
 * apart with the incubating Vector API, whose inner loops {@code MicroKernelGenerator} writes, or {@code EjmlGemm}, which runs EJML's float
 * routines on panels of rows. Everything is spread over a {@code WorkerPool} in chunks whose number depends on the sizes alone, so that
 * results do not depend on the number of threads.
 */
package io.percept.cpu;
