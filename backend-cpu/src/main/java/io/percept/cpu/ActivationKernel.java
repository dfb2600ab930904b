package io.percept.cpu;

import io.percept.backend.Activation;
import io.percept.backend.Rectifier;

/** An activation over a row. A function without a loop of its own here goes through its definition in double precision. */
interface ActivationKernel {
    /** y = f(x); the rows may be the same. */
    void forward(float[] x, int xStart, float[] y, int yStart, int n);

    /** dx = dy ⊙ f′(value); dx may be dy. */
    void backward(float[] dy, int dyStart, float[] value, int valueStart, float[] dx, int dxStart, int n);

    /** Which form of it this is, for descriptions. */
    default String variant() {
        return "rows";
    }

    static ActivationKernel of(Activation activation) {
        if (activation instanceof Activation.Identity) {
            return new Identity();
        } else if (activation instanceof Activation.Relu) {
            return new Relu();
        } else if (activation instanceof Rectifier.LeakyRelu leaky) {
            return new LeakyRelu(leaky);
        } else if (activation instanceof Activation.Abs) {
            return new Abs();
        } else if (activation instanceof Activation.Softsign) {
            return new Softsign();
        } else if (activation instanceof Activation.HardSigmoid hard) {
            return new HardSigmoid(hard);
        } else if (activation instanceof Rectifier.HardSwish) {
            return new HardSwish();
        } else if (activation instanceof Activation.Threshold) {
            return new Threshold();
        }
        return new ByDefinition(activation);
    }

    /** y = x. */
    final class Identity implements ActivationKernel {
        @Override
        public void forward(float[] x, int xStart, float[] y, int yStart, int n) {
            System.arraycopy(x, xStart, y, yStart, n);
        }

        @Override
        public void backward(float[] dy, int dyStart, float[] value, int valueStart, float[] dx, int dxStart, int n) {
            System.arraycopy(dy, dyStart, dx, dxStart, n);
        }
    }

    /** y = max(x, 0). */
    final class Relu implements ActivationKernel {
        @Override
        public void forward(float[] x, int xStart, float[] y, int yStart, int n) {
            for (int j = 0; j < n; j++) {
                y[yStart + j] = Math.max(x[xStart + j], 0f);
            }
        }

        @Override
        public void backward(float[] dy, int dyStart, float[] value, int valueStart, float[] dx, int dxStart, int n) {
            for (int j = 0; j < n; j++) {
                float derivative = value[valueStart + j] > 0 ? 1f : 0f;
                dx[dxStart + j] = dy[dyStart + j] * derivative; // A product, so that NaN and infinity propagate.
            }
        }
    }

    /** y = x where x > 0, else slope x. */
    final class LeakyRelu implements ActivationKernel {
        private final float slope;

        LeakyRelu(Rectifier.LeakyRelu activation) {
            slope = (float) activation.slope();
        }

        @Override
        public void forward(float[] x, int xStart, float[] y, int yStart, int n) {
            for (int j = 0; j < n; j++) {
                float z = x[xStart + j];
                y[yStart + j] = z > 0 ? z : slope * z;
            }
        }

        @Override
        public void backward(float[] dy, int dyStart, float[] value, int valueStart, float[] dx, int dxStart, int n) {
            for (int j = 0; j < n; j++) {
                float v = value[valueStart + j];
                dx[dxStart + j] = dy[dyStart + j] * (v > 0 ? 1f : slope);
            }
        }
    }

    /** y = |x|. */
    final class Abs implements ActivationKernel {
        @Override
        public void forward(float[] x, int xStart, float[] y, int yStart, int n) {
            for (int j = 0; j < n; j++) {
                float z = x[xStart + j];
                y[yStart + j] = Math.abs(z);
            }
        }

        @Override
        public void backward(float[] dy, int dyStart, float[] value, int valueStart, float[] dx, int dxStart, int n) {
            for (int j = 0; j < n; j++) {
                float v = value[valueStart + j];
                dx[dxStart + j] = dy[dyStart + j] * Math.signum(v);
            }
        }
    }

    /** y = x / (1 + |x|). */
    final class Softsign implements ActivationKernel {
        @Override
        public void forward(float[] x, int xStart, float[] y, int yStart, int n) {
            for (int j = 0; j < n; j++) {
                float z = x[xStart + j];
                y[yStart + j] = z / (1 + Math.abs(z));
            }
        }

        @Override
        public void backward(float[] dy, int dyStart, float[] value, int valueStart, float[] dx, int dxStart, int n) {
            for (int j = 0; j < n; j++) {
                float v = value[valueStart + j];
                dx[dxStart + j] = dy[dyStart + j] * (1 / ((1 + Math.abs(v)) * (1 + Math.abs(v))));
            }
        }
    }

    /** y = α x + β between 0 and 1. */
    final class HardSigmoid implements ActivationKernel {
        private final float alpha;
        private final float beta;

        HardSigmoid(Activation.HardSigmoid activation) {
            alpha = (float) activation.alpha();
            beta = (float) activation.beta();
        }

        @Override
        public void forward(float[] x, int xStart, float[] y, int yStart, int n) {
            for (int j = 0; j < n; j++) {
                float z = x[xStart + j];
                y[yStart + j] = Math.min(Math.max(alpha * z + beta, 0f), 1f);
            }
        }

        @Override
        public void backward(float[] dy, int dyStart, float[] value, int valueStart, float[] dx, int dxStart, int n) {
            for (int j = 0; j < n; j++) {
                float v = value[valueStart + j];
                dx[dxStart + j] = dy[dyStart + j] * (v > 0 && v < 1 ? alpha : 0f);
            }
        }
    }

    /** y = x max(0, min(1, x / 6 + ½)). */
    final class HardSwish implements ActivationKernel {
        @Override
        public void forward(float[] x, int xStart, float[] y, int yStart, int n) {
            for (int j = 0; j < n; j++) {
                float z = x[xStart + j];
                y[yStart + j] = z * Math.min(Math.max(z * (1 / 6f) + 0.5f, 0f), 1f);
            }
        }

        @Override
        public void backward(float[] dy, int dyStart, float[] value, int valueStart, float[] dx, int dxStart, int n) {
            for (int j = 0; j < n; j++) {
                float v = value[valueStart + j];
                dx[dxStart + j] = dy[dyStart + j] * (v <= -3 ? 0f : v >= 3 ? 1f : v * (1 / 3f) + 0.5f);
            }
        }
    }

    /** y = 1 where x > 0, else 0. */
    final class Threshold implements ActivationKernel {
        @Override
        public void forward(float[] x, int xStart, float[] y, int yStart, int n) {
            for (int j = 0; j < n; j++) {
                float z = x[xStart + j];
                y[yStart + j] = z > 0 ? 1f : z <= 0 ? 0f : z;
            }
        }

        @Override
        public void backward(float[] dy, int dyStart, float[] value, int valueStart, float[] dx, int dxStart, int n) {
            for (int j = 0; j < n; j++) {
                dx[dxStart + j] = dy[dyStart + j] * 0f; // A product, so that NaN and infinity propagate.
            }
        }
    }

    /** Any activation, element by element, rounded once to float32. */
    record ByDefinition(Activation activation) implements ActivationKernel {
        @Override
        public String variant() {
            return "by definition";
        }

        @Override
        public void forward(float[] x, int xStart, float[] y, int yStart, int n) {
            for (int j = 0; j < n; j++) {
                y[yStart + j] = (float) activation.value(x[xStart + j]);
            }
        }

        @Override
        public void backward(float[] dy, int dyStart, float[] value, int valueStart, float[] dx, int dxStart, int n) {
            for (int j = 0; j < n; j++) {
                dx[dxStart + j] = (float) (dy[dyStart + j] * activation.derivative(value[valueStart + j]));
            }
        }
    }
}
