package io.percept.tck;

import static io.percept.tck.Bounded.constant;
import static io.percept.tck.Bounded.exact;

import io.percept.backend.Activation;
import io.percept.backend.Rectifier;

/** The rounding of activations and of their derivatives. A new activation needs its formulas here, once. */
final class ActivationBounds {
    private static final Bounded ONE = exact(1);

    /** e²⁰ in float32 swallows the 2 of Mish's quotient, which is then 1. */
    private static final double MISH_IS_LINEAR = 20;

    private static final double TANH_LINEAR = 2 * Math.sqrt(2 / Math.PI);
    private static final double TANH_CUBIC = TANH_LINEAR * 0.044715;

    private ActivationBounds() {}

    /** f(z), with z's error carried through f. */
    static Bounded value(Activation activation, Bounded z) {
        if (activation instanceof Activation.Identity) {
            return z;
        } else if (activation instanceof Activation.Sigmoid) {
            return z.sigmoid();
        } else if (activation instanceof Activation.Tanh) {
            return z.tanh();
        } else if (activation instanceof Activation.Abs) {
            return z.absolute();
        } else if (activation instanceof Activation.Softsign) {
            return z.dividedBy(ONE.plus(z.absolute()));
        } else if (activation instanceof Activation.HardSigmoid hard) {
            return z.times(constant(hard.alpha())).plus(constant(hard.beta())).clamped(0, 1);
        } else if (activation instanceof Activation.Sine) {
            return z.sin();
        } else if (activation instanceof Activation.Threshold) {
            return at(0, z, exact(0), ONE);
        } else if (activation instanceof Rectifier rectifier) {
            return value(rectifier, z);
        }
        throw new AssertionError("no error bound for the activation " + activation.name());
    }

    private static Bounded value(Rectifier activation, Bounded z) {
        if (activation instanceof Activation.Relu) {
            return z.positivePart();
        } else if (activation instanceof Rectifier.LeakyRelu leaky) {
            return at(0, z, constant(leaky.slope()).times(z), z);
        } else if (activation instanceof Rectifier.Elu elu) {
            return at(0, z, constant(elu.alpha()).times(z.expm1()), z);
        } else if (activation instanceof Rectifier.Selu selu) {
            return constant(selu.scale()).times(at(0, z, constant(selu.alpha()).times(z.expm1()), z));
        } else if (activation instanceof Rectifier.Celu celu) {
            Bounded alpha = constant(celu.alpha());
            return at(0, z, alpha.times(z.dividedBy(alpha).expm1()), z);
        } else if (activation instanceof Rectifier.Gelu) {
            return z.times(normal(z));
        } else if (activation instanceof Rectifier.GeluTanh) {
            return underflowing(z, z.dividedBy(ONE.plus(cubic(z).negated().exp())));
        } else if (activation instanceof Rectifier.Silu) {
            return underflowing(z, z.dividedBy(ONE.plus(z.negated().exp())));
        } else if (activation instanceof Rectifier.Mish) {
            Bounded n = mishPower(z);
            return at(MISH_IS_LINEAR, z, z.times(n.dividedBy(n.plus(exact(2)))), z);
        } else if (activation instanceof Rectifier.Softplus softplus) {
            Bounded scaled = constant(softplus.beta()).times(z);
            Bounded curve = scaled.positivePart()
                    .plus(scaled.absolute().negated().exp().log1p())
                    .dividedBy(constant(softplus.beta()));
            return at(softplus.threshold(), scaled, curve, z);
        } else if (activation instanceof Rectifier.HardSwish) {
            return z.times(z.times(constant(1.0 / 6)).plus(exact(0.5)).clamped(0, 1));
        }
        throw new AssertionError("no error bound for the activation " + activation.name());
    }

    /** f′ from the number that the operation's {@code value} holds. */
    static Bounded derivative(Activation activation, double zOrY) {
        Bounded v = exact(zOrY);
        if (activation instanceof Activation.Identity
                || activation instanceof Activation.Relu
                || activation instanceof Activation.Abs
                || activation instanceof Activation.Threshold) {
            return exact(activation.derivative(zOrY));
        } else if (activation instanceof Activation.Sigmoid) {
            return v.times(ONE.minus(v));
        } else if (activation instanceof Activation.Tanh) {
            return ONE.minus(v.times(v));
        } else if (activation instanceof Activation.Softsign) {
            Bounded size = ONE.plus(v.absolute());
            return ONE.dividedBy(size.times(size));
        } else if (activation instanceof Activation.HardSigmoid || activation instanceof Rectifier.LeakyRelu) {
            return constant(activation.derivative(zOrY));
        } else if (activation instanceof Activation.Sine) {
            return v.cos();
        } else if (activation instanceof Rectifier rectifier) {
            return derivative(rectifier, v);
        }
        throw new AssertionError("no error bound for the derivative of the activation " + activation.name());
    }

    private static Bounded derivative(Rectifier activation, Bounded v) {
        if (activation instanceof Rectifier.Elu elu) {
            return at(0, v, v.plus(constant(elu.alpha())), ONE);
        } else if (activation instanceof Rectifier.Selu selu) {
            Bounded scale = constant(selu.scale());
            return at(0, v, v.plus(scale.times(constant(selu.alpha()))), scale);
        } else if (activation instanceof Rectifier.Celu celu) {
            return at(0, v, v.dividedBy(constant(celu.alpha())).plus(ONE), ONE);
        } else if (activation instanceof Rectifier.Gelu) {
            Bounded density = v.times(v).timesPowerOfTwo(-0.5).exp().times(constant(1 / Math.sqrt(2 * Math.PI)));
            return normal(v).plus(v.times(density));
        } else if (activation instanceof Rectifier.GeluTanh) {
            Bounded u = cubic(v);
            Bounded slope = constant(TANH_LINEAR).plus(constant(3 * TANH_CUBIC).times(v.times(v)));
            return u.sigmoid()
                    .plus(v.times(u.sigmoid()).times(u.negated().sigmoid()).times(slope));
        } else if (activation instanceof Rectifier.Silu) {
            return v.sigmoid().times(ONE.plus(v.times(v.negated().sigmoid())));
        } else if (activation instanceof Rectifier.Mish) {
            return at(MISH_IS_LINEAR, v, mishDerivative(v), ONE);
        } else if (activation instanceof Rectifier.Softplus softplus) {
            Bounded scaled = constant(softplus.beta()).times(v);
            return at(softplus.threshold(), scaled, scaled.sigmoid(), ONE);
        } else if (activation instanceof Rectifier.HardSwish) {
            return at(-3, v, exact(0), at(3, v, v.times(constant(1.0 / 3)).plus(exact(0.5)), ONE));
        }
        throw new AssertionError("no error bound for the derivative of the activation " + activation.name());
    }

    /** What holds up to a place, or what holds above it; where x may lie on either side, what covers both. */
    private static Bounded at(double place, Bounded x, Bounded below, Bounded above) {
        if (x.value() > place) {
            return x.value() - x.error() > place ? above : above.or(below);
        }
        return x.value() + x.error() <= place ? below : below.or(above);
    }

    /**
     * The normal distribution as half of erfc(-z / √2): the argument is a rounded product with a rounded constant, and OpenCL asks of erfc
     * for 16 units in the last place, each at most 2 u.
     */
    private static Bounded normal(Bounded z) {
        double reach = z.error() + Bounded.gamma(2) * (Math.abs(z.value()) + z.error());
        double right = normal(z.value());
        double carried = Math.max(normal(z.value() + reach) - right, right - normal(z.value() - reach));
        return new Bounded(right, carried + 32 * Bounded.U * (right + carried) + Bounded.TINY);
    }

    private static double normal(double z) {
        return z == 0 ? 0.5 : new Rectifier.Gelu().value(z) / z;
    }

    /** 2u = z (2√(2/π) + ... z²). */
    private static Bounded cubic(Bounded z) {
        return z.times(constant(TANH_LINEAR).plus(constant(TANH_CUBIC).times(z.times(z))));
    }

    /** Where an exponential is larger than any float32, z / (1 + it) comes out as 0 instead of up to |z| 2⁻¹²⁸. */
    private static Bounded underflowing(Bounded z, Bounded quotient) {
        return new Bounded(quotient.value(), quotient.error() + Math.abs(z.value()) * Float.MIN_NORMAL);
    }

    /** n = e (e + 2) with e = exp z, of which tanh(log(1 + e)) is n / (n + 2). */
    private static Bounded mishPower(Bounded z) {
        Bounded e = z.clamped(Double.NEGATIVE_INFINITY, MISH_IS_LINEAR).exp();
        return e.times(e.plus(exact(2)));
    }

    /** t + z σ(z) (1 - t²), where 1 - t² is 4 (n + 1) / (n + 2)². */
    private static Bounded mishDerivative(Bounded z) {
        Bounded n = mishPower(z);
        Bounded below = n.plus(exact(2));
        Bounded rest = n.plus(ONE).timesPowerOfTwo(4).dividedBy(below.times(below));
        return n.dividedBy(below).plus(z.times(z.sigmoid()).times(rest));
    }
}
