package io.percept.cpu;

import io.percept.backend.Activation;

/** An activation over a row. A function without a loop of its own here goes through its definition in double precision. */
interface ActivationKernel {
    /** y = f(x); the rows may be the same. */
    void forward(float[] x, int xStart, float[] y, int yStart, int n);

    /** dx = dy ⊙ f′(value); dx may be dy. */
    void backward(float[] dy, int dyStart, float[] value, int valueStart, float[] dx, int dxStart, int n);

    static ActivationKernel of(Activation activation) {
        if (activation instanceof Activation.Identity) {
            return new Identity();
        } else if (activation instanceof Activation.Relu) {
            return new Relu();
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

    /** Any activation, element by element, rounded once to float32. */
    record ByDefinition(Activation activation) implements ActivationKernel {
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
