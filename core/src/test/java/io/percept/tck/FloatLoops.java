package io.percept.tck;

import io.percept.backend.Activate;
import io.percept.backend.ActivateBackward;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.Device;
import io.percept.backend.ElementType;
import io.percept.backend.Executable;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Softmax;
import io.percept.backend.SoftmaxBackward;
import io.percept.backend.Update;
import java.util.Arrays;
import java.util.List;

/**
 * Plain float32 loops, rounded after every operation: honest arithmetic that the error bounds must let pass. What it has no loop for is
 * rounded from the reference.
 */
final class FloatLoops implements WrappedDevice.Runner {
    @Override
    public void run(Device device, List<Op> ops, Executable right) {
        for (Op op : ops) {
            new Step(device).run(op);
        }
    }

    /** One operation. */
    private record Step(Device device) {
        void run(Op op) {
            if (op instanceof Affine affine) {
                affine(affine);
            } else if (op instanceof AffineBackwardInput backward) {
                affineBackwardInput(backward);
            } else if (op instanceof AffineBackwardWeights backward) {
                affineBackwardWeights(backward);
            } else if (op instanceof Activate activate) {
                float[] x = get(activate.x());
                put(activate.y(), i -> FloatActivations.value(activate.activation(), x[i]));
            } else if (op instanceof ActivateBackward backward) {
                float[] dy = get(backward.dy());
                float[] value = get(backward.value());
                put(backward.dx(), i -> dy[i] * FloatActivations.derivative(backward.activation(), value[i]));
            } else if (op instanceof Softmax softmax) {
                softmax(softmax);
            } else if (op instanceof SoftmaxBackward backward) {
                softmaxBackward(backward);
            } else if (op instanceof LossGradient loss) {
                lossGradient(loss);
            } else if (op instanceof Update update) {
                update(update);
            } else {
                roundedReference(op);
            }
        }

        private void affine(Affine op) {
            float[] x = get(op.x());
            float[] w = get(op.w());
            float[] b = op.b() == null ? null : get(op.b());
            int n = op.x().columns();
            int out = op.w().rows();
            float[] z = new float[(int) op.y().size()];
            for (int i = 0; i < z.length; i++) {
                float sum = 0;
                for (int k = n - 1; k >= 0; k--) {
                    sum += x[i / out * n + k] * w[i % out * n + k];
                }
                z[i] = b == null ? sum : sum + b[i % out];
            }
            if (op.z() != null) {
                put(op.z(), i -> z[i]);
            }
            put(op.y(), i -> FloatActivations.value(op.activation(), z[i]));
        }

        private void affineBackwardInput(AffineBackwardInput op) {
            float[] dz = get(op.dz());
            float[] w = get(op.w());
            float[] value = op.value() == null ? null : get(op.value());
            float[] dx = op.accumulate() ? get(op.dx()) : null;
            int n = op.dz().columns();
            int in = op.w().columns();
            put(op.dx(), i -> {
                float sum = 0;
                for (int k = 0; k < n; k++) {
                    sum = Math.fma(dz[i / in * n + k], w[k * in + i % in], sum);
                }
                float gradient = value == null ? sum : sum * FloatActivations.derivative(op.activation(), value[i]);
                return dx == null ? gradient : dx[i] + gradient;
            });
        }

        private void affineBackwardWeights(AffineBackwardWeights op) {
            float[] dz = get(op.dz());
            float[] x = get(op.x());
            float[] dw =
                    op.accumulate() ? get(op.dw()) : new float[(int) op.dw().size()];
            int rows = op.x().rows();
            int in = op.x().columns();
            int out = op.dz().columns();
            put(op.dw(), i -> {
                float sum = dw[i];
                for (int row = 0; row < rows; row++) {
                    sum += dz[row * out + i / in] * x[row * in + i % in];
                }
                return sum;
            });
            if (op.db() != null) {
                float[] db = op.accumulate() ? get(op.db()) : new float[out];
                put(op.db(), j -> {
                    float sum = db[j];
                    for (int row = 0; row < rows; row++) {
                        sum += dz[row * out + j];
                    }
                    return sum;
                });
            }
        }

        private void softmax(Softmax op) {
            float[] x = get(op.x());
            int n = op.x().columns();
            float[] y = new float[x.length];
            for (int first = 0; first < x.length; first += n) {
                float max = x[first];
                float sum = 0;
                for (int j = 0; j < n; j++) {
                    max = Math.max(max, x[first + j]);
                }
                for (int j = 0; j < n; j++) {
                    sum += (float) Math.exp(x[first + j] - max);
                }
                float inverse = 1 / sum;
                for (int j = first; j < first + n; j++) {
                    float shifted = x[j] - max;
                    y[j] = op.logarithm() ? shifted - (float) Math.log(sum) : (float) Math.exp(shifted) * inverse;
                }
            }
            put(op.y(), i -> y[i]);
        }

        private void softmaxBackward(SoftmaxBackward op) {
            float[] dy = get(op.dy());
            float[] y = get(op.y());
            int n = op.y().columns();
            put(op.dx(), i -> {
                float sum = 0;
                for (int j = i - i % n; j < i - i % n + n; j++) {
                    sum += op.logarithm() ? dy[j] : dy[j] * y[j];
                }
                return op.logarithm() ? dy[i] - (float) Math.exp(y[i]) * sum : y[i] * (dy[i] - sum);
            });
        }

        private void lossGradient(LossGradient op) {
            float[] z = get(op.z());
            float[] t = op.loss().targetsAreClasses() ? classes(op.t()) : get(op.t());
            float[] w = op.classWeights() == null ? null : get(op.classWeights());
            float[] weights = op.rowWeights() == null ? null : get(op.rowWeights());
            int cursor = integer(op.cursor(), 0);
            int rows = op.z().rows();
            float divisor = op.divisors() == null ? rows : get(op.divisors())[cursor];
            int n = op.z().columns();
            int targets = op.t().columns();
            float[] dz = new float[z.length];
            float[] row = new float[n];
            float sum = 0;
            for (int i = 0; i < rows; i++) {
                float[] outputs = Arrays.copyOfRange(z, i * n, (i + 1) * n);
                float[] target = Arrays.copyOfRange(t, i * targets, (i + 1) * targets);
                float weight = weights == null ? 1 : weights[i];
                sum += FloatLosses.value(op.loss(), outputs, target, w) * weight;
                FloatLosses.gradient(op.loss(), outputs, target, w, row);
                for (int j = 0; j < n; j++) {
                    dz[i * n + j] = row[j] * weight * (1.0f / divisor);
                }
            }
            float before = op.accumulate() ? get(op.losses())[cursor] : 0;
            float[] loss = {before + sum / divisor};
            device.write(op.losses().buffer(), op.losses().offset() + cursor, loss, 0, 1);
            if (op.dz() != null) {
                put(op.dz(), i -> dz[i]);
            }
        }

        private float[] classes(MatrixView t) {
            float[] classes = new float[t.rows()];
            for (int i = 0; i < classes.length; i++) {
                classes[i] = integer(t, i);
            }
            return classes;
        }

        private int integer(MatrixView view, int row) {
            int[] integer = new int[1];
            device.read(view.buffer(), view.offset() + row * view.rowStride(), integer, 0, 1);
            return integer[0];
        }

        private void update(Update op) {
            float[] w = get(op.w());
            float[] gradient = get(op.gradient());
            float[] state = op.state() == null ? new float[0] : get(op.state());
            float[] row = get(op.schedule().rowRange(integer(op.cursor(), 0), 1));
            for (int j = 0; j < w.length; j++) {
                float g = gradient[j];
                if (j < op.penalised() && !op.regularizer().isNone()) {
                    g += (float) op.regularizer().l1() * Math.signum(w[j])
                            + (float) (2 * op.regularizer().l2()) * w[j];
                }
                g = Math.max((float) -op.clipValue(), Math.min((float) op.clipValue(), g));
                g = op.scale() == null ? g : g * get(op.scale())[0];
                if (j < op.decayed() && op.decay().decoupled()) {
                    w[j] -= row[op.rule().coefficientCount()] * w[j];
                } else if (j < op.decayed()) {
                    g += (float) op.decay().rate() * w[j];
                }
                float[] slots = new float[op.rule().stateSlots()];
                for (int slot = 0; slot < slots.length; slot++) {
                    slots[slot] = state[slot * w.length + j];
                }
                w[j] = FloatRules.step(op.rule(), w[j], g, slots, row);
                for (int slot = 0; slot < slots.length; slot++) {
                    state[slot * w.length + j] = slots[slot];
                }
            }
            put(op.w(), i -> w[i]);
            if (op.state() != null) {
                put(op.state(), i -> state[i]);
            }
        }

        private void roundedReference(Op op) {
            try (Executable executable = device.compile(List.of(op))) {
                executable.run();
            }
            for (MatrixView view : op.outputs()) {
                if (view.type() == ElementType.FLOAT32) {
                    float[] rounded = get(view);
                    put(view, i -> rounded[i]);
                }
            }
        }

        private float[] get(MatrixView view) {
            float[] values = new float[(int) view.size()];
            for (int row = 0; row < view.rows(); row++) {
                device.read(
                        view.buffer(),
                        view.offset() + row * view.rowStride(),
                        values,
                        row * view.columns(),
                        view.columns());
            }
            return values;
        }

        private void put(MatrixView view, FloatAt element) {
            float[] row = new float[view.columns()];
            for (int i = 0; i < view.rows(); i++) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = element.at(i * row.length + j);
                }
                device.write(view.buffer(), view.offset() + i * view.rowStride(), row, 0, row.length);
            }
        }
    }

    @FunctionalInterface
    private interface FloatAt {
        float at(int index);
    }
}
