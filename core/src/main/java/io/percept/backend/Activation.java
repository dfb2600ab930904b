package io.percept.backend;

import java.util.List;

/**
 * An elementwise activation function y = f(z).
 *
 * <p>A function's formula stands here once, in double precision, and that is its definition: the reference runs it, every backend is
 * compared with it, and a backend without a faster form may call it. To add one, add a record here and name it in {@link #all()}.
 */
public sealed interface Activation extends Named {
    /** Every activation, with its default parameters. */
    static List<Activation> all() {
        return List.of(new Identity(), new Sigmoid(), new Tanh(), new Relu());
    }

    /** f(z). */
    double value(double z);

    /** f′(z), given z where {@link #derivativeFromOutput()} is false, and y = f(z) where it is true. */
    double derivative(double zOrY);

    /** Whether the derivative is computed from y alone, so that z need not be kept. */
    boolean derivativeFromOutput();

    /** y = z. */
    record Identity() implements Activation {
        @Override
        public String name() {
            return "identity";
        }

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
        public String name() {
            return "sigmoid";
        }

        @Override
        public double value(double z) {
            return 1 / (1 + Math.exp(-z));
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
        public String name() {
            return "tanh";
        }

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
    record Relu() implements Activation {
        @Override
        public String name() {
            return "relu";
        }

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
}
