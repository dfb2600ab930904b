package io.percept.kernels;

import java.util.Map;

/** One way to cut a matrix product C (m x n) into pieces. All ways give right results for all sizes; a tuner finds the fastest. */
public sealed interface GemmVariant permits TiledVariant, CpuBlock {
    /** A short name, as tables and caches show it. */
    String name();

    /** The program that it is an option of. */
    Program program();

    /** Its options by name. */
    Map<String, String> options();

    /** The local memory that a work-group takes, in bytes. */
    int localBytes();

    /** Work-items of a group in each of two dimensions. */
    long[] localSize();

    /** a / b, rounded up. */
    static int divideUp(int a, int b) {
        return (a + b - 1) / b;
    }
}
