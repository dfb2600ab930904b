package io.percept.backend;

import static io.percept.backend.SpecialFunctions.logistic;

import java.util.List;
import java.util.Locale;

/**
 * An elementwise activation function y = f(z).
 *
 * <p>A function's formula stands here once, in double precision, and that is its definition: the reference runs it, every backend is
 * compared with it, and a backend without a faster form may call it. Names and definitions are PyTorch's; where the derivative has a
 * jump it is the value below. To add a function, add a record here or, where it passes on what is above 0,
 * in {@link Rectifier}, and name it in {@link #all()}; its numbers are its {@link Settings}.
 */
public sealed interface Activation extends Named
        permits Activation.Abs,
                Activation.HardSigmoid,
                Activation.Identity,
                Activation.Sigmoid,
                Activation.Sine,
                Activation.Softsign,
                Activation.Tanh,
                Activation.Threshold,
                Rectifier {
    /** Every activation, with its default settings. */
    static List<Activation> all() {
        return List.of(
                new Identity(),
                new Sigmoid(),
                new Tanh(),
                new Relu(),
                new Rectifier.LeakyRelu(),
                new Abs(),
                new Rectifier.Elu(),
                new Rectifier.Selu(),
                new Rectifier.Celu(),
                new Rectifier.Gelu(),
                new Rectifier.GeluTanh(),
                new Rectifier.Silu(),
                new Rectifier.Mish(),
                new Rectifier.Softplus(),
                new Softsign(),
                new HardSigmoid(),
                new Rectifier.HardSwish(),
                new Sine(),
                new Threshold());
    }

    /** The record's name in lower case with hyphens: {@code leaky-relu}. */
    @Override
    default String name() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** f(z). */
    double value(double z);

    /** f′(z), given z where {@link #derivativeFromOutput()} is false, and y = f(z) where it is true. */
    double derivative(double zOrY);

    /** Whether the derivative is computed from y alone, so that z need not be kept. */
    default boolean derivativeFromOutput() {
        return false;
    }

    /** Whether f′ is 0 everywhere, so that nothing below it could learn. */
    default boolean inferenceOnly() {
        return false;
    }

    /** y = z. */
    record Identity() implements Activation {
        @Override
        public double value(double z) {
            return z;
        }

        @Override
        public double derivative(double y) {
            return 1;
        }

        @Override
        public boolean derivativeFromOutput() {
            return true;
        }
    }

    /** y = 1 / (1 + e⁻ᶻ), the logistic function; y′ = y (1 - y). */
    record Sigmoid() implements Activation {
        @Override
        public double value(double z) {
            return logistic(z);
        }

        @Override
        public double derivative(double y) {
            return y * (1 - y);
        }

        @Override
        public boolean derivativeFromOutput() {
            return true;
        }
    }

    /** y = tanh z; y′ = 1 - y². */
    record Tanh() implements Activation {
        @Override
        public double value(double z) {
            return Math.tanh(z);
        }

        @Override
        public double derivative(double y) {
            return 1 - y * y;
        }

        @Override
        public boolean derivativeFromOutput() {
            return true;
        }
    }

    /** y = max(z, 0), NaN for NaN; y′ = 1 where y > 0, else 0. */
    record Relu() implements Rectifier {
        @Override
        public double value(double z) {
            return Math.max(z, 0);
        }

        @Override
        public double derivative(double y) {
            return y > 0 ? 1 : 0;
        }

        @Override
        public boolean derivativeFromOutput() {
            return true;
        }
    }

    /** y = |z|; y′ is the sign of z, 0 at 0. */
    record Abs() implements Activation {
        @Override
        public double value(double z) {
            return Math.abs(z);
        }

        @Override
        public double derivative(double z) {
            return Math.signum(z);
        }
    }

    /** y = z / (1 + |z|); y′ = 1 / (1 + |z|)². */
    record Softsign() implements Activation {
        @Override
        public double value(double z) {
            return z / (1 + Math.abs(z));
        }

        @Override
        public double derivative(double z) {
            return 1 / ((1 + Math.abs(z)) * (1 + Math.abs(z)));
        }
    }

    /**
     * y = α z + β, but at least 0 and at most 1; y′ = α where 0 < y < 1, else 0. ONNX's usual α is 0.2.
     *
     * @param alpha α, finite
     * @param beta β, finite
     */
    record HardSigmoid(double alpha, double beta) implements Activation {
        /** With the usual settings. */
        public HardSigmoid() {
            this(1.0 / 6, 0.5);
        }

        public HardSigmoid {
            Checks.finite("alpha", alpha);
            Checks.finite("beta", beta);
        }

        @Override
        public double value(double z) {
            return Math.min(Math.max(alpha * z + beta, 0), 1);
        }

        @Override
        public double derivative(double y) {
            return y > 0 && y < 1 ? alpha : 0;
        }

        @Override
        public boolean derivativeFromOutput() {
            return true;
        }
    }

    /** y = sin z; y′ = cos z. */
    record Sine() implements Activation {
        @Override
        public double value(double z) {
            return Math.sin(z);
        }

        @Override
        public double derivative(double z) {
            return Math.cos(z);
        }
    }

    /** y = 1 where z > 0, 0 where not, NaN for NaN: the unit of W. McCulloch and W. Pitts, 1943. y′ = 0. */
    record Threshold() implements Activation {
        @Override
        public double value(double z) {
            return z > 0 ? 1 : z <= 0 ? 0 : z;
        }

        @Override
        public double derivative(double y) {
            return 0;
        }

        @Override
        public boolean derivativeFromOutput() {
            return true;
        }

        @Override
        public boolean inferenceOnly() {
            return true;
        }
    }
}
