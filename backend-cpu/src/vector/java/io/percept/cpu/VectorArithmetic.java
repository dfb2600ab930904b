package io.percept.cpu;

import io.percept.backend.Activation;
import io.percept.backend.Rectifier;

/** Everything with the Vector API. */
final class VectorArithmetic implements Arithmetic {
    private final Gemm gemm = new VectorGemm();
    private final RowLoops rows = new VectorRows();

    @Override
    public String name() {
        return "Vector API, " + Lanes.COUNT * Float.SIZE + " bits";
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
        if (activation instanceof Activation.Sigmoid) {
            return new FormulaLoops.Sigmoid(new Formulas.Sigmoid(), activation);
        } else if (activation instanceof Activation.Tanh) {
            return new FormulaLoops.Tanh(new Formulas.Tanh(), activation);
        } else if (activation instanceof Activation.Abs) {
            return new FormulaLoops.Abs(new Formulas.Abs(), activation);
        } else if (activation instanceof Activation.Softsign) {
            return new FormulaLoops.Softsign(new Formulas.Softsign(), activation);
        } else if (activation instanceof Activation.HardSigmoid hard) {
            return new FormulaLoops.HardSigmoid(new Formulas.HardSigmoid(hard), activation);
        } else if (activation instanceof Activation.Threshold) {
            return new FormulaLoops.Threshold(new Formulas.Threshold(), activation);
        } else if (activation instanceof Rectifier rectifier) {
            return rectifier(rectifier);
        }
        return PlainActivations.of(activation); // The identity; and the sine, whose arguments may be of any size.
    }

    private static ActivationLoops rectifier(Rectifier activation) {
        if (activation instanceof Activation.Relu) {
            return new FormulaLoops.Relu(new RectifierFormulas.Relu(), activation);
        } else if (activation instanceof Rectifier.LeakyRelu leaky) {
            return new FormulaLoops.LeakyRelu(new RectifierFormulas.LeakyRelu(leaky), activation);
        } else if (activation instanceof Rectifier.Elu elu) {
            return new FormulaLoops.Elu(new RectifierFormulas.Elu(elu), activation);
        } else if (activation instanceof Rectifier.Selu selu) {
            return new FormulaLoops.Selu(new RectifierFormulas.Selu(selu), activation);
        } else if (activation instanceof Rectifier.Celu celu) {
            return new FormulaLoops.Celu(new RectifierFormulas.Celu(celu), activation);
        } else if (activation instanceof Rectifier.Gelu) {
            return new FormulaLoops.Gelu(new RectifierFormulas.Gelu(), activation);
        } else if (activation instanceof Rectifier.GeluTanh) {
            return new FormulaLoops.GeluTanh(new RectifierFormulas.GeluTanh(), activation);
        } else if (activation instanceof Rectifier.Silu) {
            return new FormulaLoops.Silu(new RectifierFormulas.Silu(), activation);
        } else if (activation instanceof Rectifier.Mish) {
            return new FormulaLoops.Mish(new RectifierFormulas.Mish(), activation);
        } else if (activation instanceof Rectifier.Softplus softplus) {
            return new FormulaLoops.Softplus(new RectifierFormulas.Softplus(softplus), activation);
        } else if (activation instanceof Rectifier.HardSwish) {
            return new FormulaLoops.HardSwish(new RectifierFormulas.HardSwish(), activation);
        }
        throw new AssertionError("no formula for " + activation.name());
    }
}
