package io.percept.backend;

import static io.percept.backend.SpecialFunctions.logistic;
import static io.percept.backend.SpecialFunctions.normal;
import static io.percept.backend.SpecialFunctions.normalDensity;
import static io.percept.backend.SpecialFunctions.softplus;

/**
 * An activation that passes on what is far above 0 and holds back what is far below: ReLU and what came after it.
 */
public sealed interface Rectifier extends Activation
        permits Activation.Relu,
                Rectifier.Celu,
                Rectifier.Elu,
                Rectifier.Gelu,
                Rectifier.GeluTanh,
                Rectifier.HardSwish,
                Rectifier.LeakyRelu,
                Rectifier.Mish,
                Rectifier.Selu,
                Rectifier.Silu,
                Rectifier.Softplus {
    /**
     * y = z where z > 0, else slope z.
     *
     * @param slope finite; of y the derivative is a function only where it is not negative
     */
    record LeakyRelu(double slope) implements Rectifier {
        /** With the usual setting. */
        public LeakyRelu() {
            this(0.01);
        }

        public LeakyRelu {
            Checks.finite("slope", slope);
        }

        @Override
        public double value(double z) {
            return z > 0 ? z : slope * z;
        }

        @Override
        public double derivative(double zOrY) {
            return zOrY > 0 ? 1 : slope;
        }

        @Override
        public boolean derivativeFromOutput() {
            return slope >= 0;
        }
    }

    /**
     * y = z where z > 0, else α (eᶻ - 1) (D.-A. Clevert et al., 2015); y′ = 1 where y > 0, else y + α.
     *
     * @param alpha α, finite and not negative
     */
    record Elu(double alpha) implements Rectifier {
        /** With the usual setting. */
        public Elu() {
            this(1);
        }

        public Elu {
            Checks.notNegative("alpha", alpha);
        }

        @Override
        public double value(double z) {
            return z > 0 ? z : alpha * Math.expm1(z);
        }

        @Override
        public double derivative(double y) {
            return y > 0 ? 1 : y + alpha;
        }

        @Override
        public boolean derivativeFromOutput() {
            return true;
        }
    }

    /**
     * y = scale z where z > 0, else scale α (eᶻ - 1) (G. Klambauer et al., 2017); y′ = scale where y > 0, else y + scale α. The usual
     * settings keep mean 0 and variance 1.
     *
     * @param alpha α, finite and not negative
     * @param scale positive and finite
     */
    record Selu(double alpha, double scale) implements Rectifier {
        /** With the usual settings. */
        public Selu() {
            this(1.6732632423543772, 1.0507009873554805);
        }

        public Selu {
            Checks.notNegative("alpha", alpha);
            Checks.positive("scale", scale);
        }

        @Override
        public double value(double z) {
            return scale * (z > 0 ? z : alpha * Math.expm1(z));
        }

        @Override
        public double derivative(double y) {
            return y > 0 ? scale : y + scale * alpha;
        }

        @Override
        public boolean derivativeFromOutput() {
            return true;
        }
    }

    /**
     * y = z where z > 0, else α (e^(z / α) - 1) (J. T. Barron, 2017); y′ = 1 where y > 0, else y / α + 1.
     *
     * @param alpha α, positive and finite
     */
    record Celu(double alpha) implements Rectifier {
        /** With the usual setting. */
        public Celu() {
            this(1);
        }

        public Celu {
            Checks.positive("alpha", alpha);
        }

        @Override
        public double value(double z) {
            return z > 0 ? z : alpha * Math.expm1(z / alpha);
        }

        @Override
        public double derivative(double y) {
            return y > 0 ? 1 : y / alpha + 1;
        }

        @Override
        public boolean derivativeFromOutput() {
            return true;
        }
    }

    /** y = z Φ(z), Φ being the normal distribution (D. Hendrycks, K. Gimpel, 2016); y′ = Φ(z) + z φ(z). */
    record Gelu() implements Rectifier {
        @Override
        public double value(double z) {
            return z * normal(z);
        }

        @Override
        public double derivative(double z) {
            return normal(z) + z * normalDensity(z);
        }
    }

    /**
     * y = ½ z (1 + tanh u), u = √(2/π) (z + 0.044715 z³), which is close to {@link Gelu}. That is z σ(2u), σ being the logistic function,
     * and y′ = σ(2u) + z σ(2u) σ(-2u) 2u′.
     */
    record GeluTanh() implements Rectifier {
        private static final double LINEAR = 2 * Math.sqrt(2 / Math.PI);
        private static final double CUBIC = LINEAR * 0.044715;

        @Override
        public double value(double z) {
            return z * logistic(z * (LINEAR + CUBIC * z * z));
        }

        @Override
        public double derivative(double z) {
            double u = z * (LINEAR + CUBIC * z * z);
            return logistic(u) + z * logistic(u) * logistic(-u) * (LINEAR + 3 * CUBIC * z * z);
        }
    }

    /** y = z σ(z), σ being the logistic function (S. Elfwing et al., 2017); y′ = σ(z) (1 + z σ(-z)). */
    record Silu() implements Rectifier {
        @Override
        public double value(double z) {
            return z * logistic(z);
        }

        @Override
        public double derivative(double z) {
            return logistic(z) * (1 + z * logistic(-z));
        }
    }

    /** y = z tanh(log(1 + eᶻ)) (D. Misra, 2019); with t being that tanh, y′ = t + z σ(z) (1 - t²). */
    record Mish() implements Rectifier {
        @Override
        public double value(double z) {
            return z * Math.tanh(softplus(z));
        }

        @Override
        public double derivative(double z) {
            double t = Math.tanh(softplus(z));
            return t == 1 ? 1 : t + z * logistic(z) * (1 - t * t); // Infinity times 0 would be NaN.
        }
    }

    /**
     * y = log(1 + e^(β z)) / β, or z where β z is above the threshold; y′ = σ(β z), or 1.
     *
     * @param beta β, positive and finite
     * @param threshold finite
     */
    record Softplus(double beta, double threshold) implements Rectifier {
        /** With the usual settings. */
        public Softplus() {
            this(1, 20);
        }

        public Softplus {
            Checks.positive("beta", beta);
            Checks.finite("threshold", threshold);
        }

        @Override
        public double value(double z) {
            return beta * z > threshold ? z : softplus(beta * z) / beta;
        }

        @Override
        public double derivative(double z) {
            return beta * z > threshold ? 1 : logistic(beta * z);
        }
    }

    /** y = z max(0, min(1, z / 6 + ½)) (A. Howard et al., 2019); y′ = z / 3 + ½ where -3 < z < 3, else 0 or 1. */
    record HardSwish() implements Rectifier {
        @Override
        public double value(double z) {
            return z * Math.min(Math.max(z / 6 + 0.5, 0), 1);
        }

        @Override
        public double derivative(double z) {
            return z <= -3 ? 0 : z >= 3 ? 1 : z / 3 + 0.5;
        }
    }
}
