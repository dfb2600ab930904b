package io.percept.cpu;

import io.percept.backend.Activation;

/** The inner loops that all kernels stand on, in one of two ways: with the Vector API, or as plain Java. */
interface Arithmetic {
    /** How people know it. */
    String name();

    Gemm gemm();

    RowLoops rows();

    ActivationLoops activation(Activation activation);

    /** The best that this virtual machine has. */
    static Arithmetic best() {
        return Arithmetics.BEST;
    }
}
