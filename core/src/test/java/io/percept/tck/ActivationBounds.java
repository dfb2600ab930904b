package io.percept.tck;

import io.percept.backend.Activation;

/** The rounding of activations and of their derivatives. A new activation needs its formulas here, once. */
final class ActivationBounds {
    private ActivationBounds() {}

    /** f(z), with z's error carried through f. */
    static Bounded value(Activation activation, Bounded z) {
        if (activation instanceof Activation.Identity) {
            return z;
        } else if (activation instanceof Activation.Relu) {
            return z.positivePart();
        } else if (activation instanceof Activation.Sigmoid) {
            return z.sigmoid();
        } else if (activation instanceof Activation.Tanh) {
            return z.tanh();
        }
        throw new AssertionError("no error bound for the activation " + activation.name());
    }

    /** f′ from the number that the operation's {@code value} holds. */
    static Bounded derivative(Activation activation, double zOrY) {
        Bounded y = Bounded.exact(zOrY);
        Bounded one = Bounded.exact(1);
        if (activation instanceof Activation.Identity || activation instanceof Activation.Relu) {
            return Bounded.exact(activation.derivative(zOrY));
        } else if (activation instanceof Activation.Sigmoid) {
            return y.times(one.minus(y));
        } else if (activation instanceof Activation.Tanh) {
            return one.minus(y.times(y));
        }
        throw new AssertionError("no error bound for the derivative of the activation " + activation.name());
    }
}
