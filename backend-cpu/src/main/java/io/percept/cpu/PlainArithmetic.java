package io.percept.cpu;

import io.percept.backend.Activation;

/** Products with EJML, and loops over elements. */
final class PlainArithmetic implements Arithmetic {
    private final Gemm gemm = new EjmlGemm();
    private final RowLoops rows = new PlainRows();

    @Override
    public String name() {
        return "EJML";
    }

    @Override
    public Gemm gemm() {
        return gemm;
    }

    @Override
    public RowLoops rows() {
        return rows;
    }

    @Override
    public ActivationLoops activation(Activation activation) {
        return PlainActivations.of(activation);
    }
}
