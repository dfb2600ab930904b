package io.percept.tck;

import io.percept.backend.Activation;
import io.percept.backend.Rectifier;

/** Activations in float32, by formulas that never leave it where float32 has the functions. The others are rounded from the definition. */
final class FloatActivations {
    private static final float TANH_LINEAR = (float) (2 * Math.sqrt(2 / Math.PI));
    private static final float TANH_CUBIC = (float) (2 * Math.sqrt(2 / Math.PI) * 0.044715);

    private FloatActivations() {}

    static float value(Activation activation, float z) {
        if (activation instanceof Activation.Sigmoid) {
            return sigmoid(z);
        } else if (activation instanceof Activation.Softsign) {
            return z / (1 + Math.abs(z));
        } else if (activation instanceof Activation.HardSigmoid hard) {
            return clamp((float) hard.alpha() * z + (float) hard.beta());
        } else if (activation instanceof Rectifier.HardSwish) {
            return z * clamp(z * (1 / 6f) + 0.5f);
        } else if (activation instanceof Rectifier.LeakyRelu leaky) {
            return z > 0 ? z : (float) leaky.slope() * z;
        } else if (activation instanceof Rectifier.Elu elu) {
            return z > 0 ? z : (float) elu.alpha() * (float) Math.expm1(z);
        } else if (activation instanceof Rectifier.Selu selu) {
            return (float) selu.scale() * (z > 0 ? z : (float) selu.alpha() * (float) Math.expm1(z));
        } else if (activation instanceof Rectifier.Celu celu) {
            float alpha = (float) celu.alpha();
            return z > 0 ? z : alpha * (float) Math.expm1(z / alpha);
        } else if (activation instanceof Rectifier.GeluTanh) {
            return z / (1 + exp(-z * (TANH_LINEAR + TANH_CUBIC * z * z)));
        } else if (activation instanceof Rectifier.Silu) {
            return z / (1 + exp(-z));
        } else if (activation instanceof Rectifier.Mish) {
            float n = mishPower(z);
            return z > 20 ? z : z * (n / (n + 2));
        } else if (activation instanceof Rectifier.Softplus softplus) {
            float beta = (float) softplus.beta();
            float scaled = beta * z;
            return scaled > (float) softplus.threshold()
                    ? z
                    : (Math.max(scaled, 0) + (float) Math.log1p(exp(-Math.abs(scaled)))) / beta;
        }
        return (float) activation.value(z);
    }

    static float derivative(Activation activation, float v) {
        if (activation instanceof Activation.Tanh) {
            return 1 - v * v;
        } else if (activation instanceof Activation.Sigmoid) {
            return v * (1 - v);
        } else if (activation instanceof Activation.Softsign) {
            return 1 / ((1 + Math.abs(v)) * (1 + Math.abs(v)));
        } else if (activation instanceof Rectifier.HardSwish) {
            return v <= -3 ? 0 : v >= 3 ? 1 : v * (1 / 3f) + 0.5f;
        } else if (activation instanceof Rectifier.Elu elu) {
            return v > 0 ? 1 : v + (float) elu.alpha();
        } else if (activation instanceof Rectifier.Selu selu) {
            return v > 0 ? (float) selu.scale() : v + (float) selu.scale() * (float) selu.alpha();
        } else if (activation instanceof Rectifier.Celu celu) {
            return v > 0 ? 1 : v / (float) celu.alpha() + 1;
        } else if (activation instanceof Rectifier.GeluTanh) {
            float u = v * (TANH_LINEAR + TANH_CUBIC * v * v);
            return sigmoid(u) + v * sigmoid(u) * sigmoid(-u) * (TANH_LINEAR + 3 * TANH_CUBIC * v * v);
        } else if (activation instanceof Rectifier.Silu) {
            return sigmoid(v) * (1 + v * sigmoid(-v));
        } else if (activation instanceof Rectifier.Mish) {
            float n = mishPower(v);
            float below = n + 2;
            return v > 20 ? 1 : n / below + v * sigmoid(v) * (4 * (n + 1) / (below * below));
        } else if (activation instanceof Rectifier.Softplus softplus) {
            float scaled = (float) softplus.beta() * v;
            return scaled > (float) softplus.threshold() ? 1 : sigmoid(scaled);
        }
        return (float) activation.derivative(v);
    }

    private static float exp(float z) {
        return (float) Math.exp(z);
    }

    private static float sigmoid(float z) {
        return 1 / (1 + exp(-z));
    }

    private static float clamp(float z) {
        return Math.min(Math.max(z, 0), 1);
    }

    private static float mishPower(float z) {
        float e = exp(Math.min(z, 20));
        return e * (e + 2);
    }
}
