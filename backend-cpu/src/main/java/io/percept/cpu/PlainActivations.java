package io.percept.cpu;

import io.percept.backend.Activation;
import io.percept.backend.Rectifier;

/** Activations as loops over elements. A function without a loop of its own here goes through its definition in double precision. */
final class PlainActivations {
    private PlainActivations() {}

    static ActivationLoops of(Activation activation) {
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
    private static final class Identity implements ActivationLoops {
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
    private static final class Relu implements ActivationLoops {
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
    private static final class LeakyRelu implements ActivationLoops {
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
    private static final class Abs implements ActivationLoops {
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
    private static final class Softsign implements ActivationLoops {
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
    private static final class HardSigmoid implements ActivationLoops {
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
    private static final class HardSwish implements ActivationLoops {
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
    private static final class Threshold implements ActivationLoops {
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
    private record ByDefinition(Activation activation) implements ActivationLoops {
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
