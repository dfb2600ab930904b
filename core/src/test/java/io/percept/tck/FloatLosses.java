package io.percept.tck;

import io.percept.backend.DistributionLoss;
import io.percept.backend.Loss;
import io.percept.backend.NegativeLogLikelihood;
import io.percept.backend.OutputLoss;
import java.util.Arrays;

/** Losses of one row and their gradients in plain float32. */
final class FloatLosses {
    private FloatLosses() {}

    static float value(Loss loss, float[] z, float[] t, float[] w) {
        if (loss instanceof DistributionLoss distribution) {
            float max = max(z);
            float log = (float) Math.log(sumOfExponentials(z, max));
            float sum = 0;
            for (int j = 0; j < z.length; j++) {
                float share = share(distribution, t, w, j, z.length);
                sum += share == 0 ? 0 : share * (log + (max - z[j]));
            }
            return sum;
        } else if (loss instanceof Loss.MultiClassHinge) {
            float sum = 0;
            for (int j = 0; j < z.length; j++) {
                sum += j == (int) t[0] ? 0 : Math.max(0, 1 - z[(int) t[0]] + z[j]);
            }
            return sum / z.length * weight(w, (int) t[0]);
        } else if (loss instanceof NegativeLogLikelihood) {
            return -weight(w, (int) t[0]) * z[(int) t[0]];
        }
        OutputLoss ofOutputs = (OutputLoss) loss;
        float sum = 0;
        for (int j = 0; j < z.length; j++) {
            sum += term(ofOutputs, z[j], t[j]) * weight(w, j);
        }
        return ofOutputs.isMean() ? sum / z.length : sum;
    }

    static void gradient(Loss loss, float[] z, float[] t, float[] w, float[] dz) {
        if (loss instanceof DistributionLoss distribution) {
            crossEntropyGradient(distribution, z, t, w, dz);
        } else if (loss instanceof Loss.MultiClassHinge) {
            hingeGradient(z, (int) t[0], w, dz);
        } else if (loss instanceof NegativeLogLikelihood) {
            Arrays.fill(dz, 0, z.length, 0);
            dz[(int) t[0]] = -weight(w, (int) t[0]);
        } else {
            OutputLoss ofOutputs = (OutputLoss) loss;
            for (int j = 0; j < z.length; j++) {
                float slope = slope(ofOutputs, z[j], t[j]) * weight(w, j);
                dz[j] = ofOutputs.isMean() ? slope / z.length : slope;
            }
        }
    }

    private static void crossEntropyGradient(DistributionLoss loss, float[] z, float[] t, float[] w, float[] dz) {
        float max = max(z);
        float inverse = 1 / sumOfExponentials(z, max);
        float shares = 0;
        for (int j = z.length - 1; j >= 0; j--) {
            shares += share(loss, t, w, j, z.length);
        }
        for (int j = 0; j < z.length; j++) {
            dz[j] = (float) Math.exp(z[j] - max) * inverse * shares - share(loss, t, w, j, z.length);
        }
    }

    private static float share(DistributionLoss loss, float[] t, float[] w, int index, int classes) {
        double[] targets = new double[t.length];
        Arrays.setAll(targets, i -> t[i]);
        float q = (float) loss.probability(targets, index);
        double smoothing = loss.labelSmoothing();
        return ((float) (1 - smoothing) * q + (float) (smoothing / classes)) * weight(w, index);
    }

    private static void hingeGradient(float[] z, int right, float[] w, float[] dz) {
        float within = 0;
        for (int j = 0; j < z.length; j++) {
            dz[j] = 0;
            if (j != right && 1 - z[right] + z[j] > 0) {
                dz[j] = weight(w, right) / z.length;
                within += 1;
            }
        }
        dz[right] = -within * weight(w, right) / z.length;
    }

    private static float weight(float[] w, int index) {
        return w == null ? 1 : w[index];
    }

    private static float term(OutputLoss loss, float z, float t) {
        if (loss instanceof Loss.BinaryCrossEntropy) {
            return Math.max(z, 0) - t * z + (float) Math.log1p((float) Math.exp(-Math.abs(z)));
        } else if (loss instanceof Loss.Hinge) {
            return Math.max(0, 1 - (2 * t - 1) * z);
        } else if (loss instanceof OutputLoss.Perceptron) {
            return Math.max(z, 0) - t * z;
        } else if (loss instanceof Loss.MeanAbsoluteError) {
            return Math.abs(z - t);
        } else if (loss instanceof Loss.Huber huber) {
            float size = Math.abs(z - t);
            float delta = (float) huber.delta();
            return size <= delta ? size * size / 2 : delta * (size - delta / 2);
        } else if (loss instanceof Loss.Quantile quantile) {
            return Math.max((float) quantile.tau() * (t - z), (float) (quantile.tau() - 1) * (t - z));
        } else if (loss instanceof Loss.Poisson) {
            return (float) Math.exp(z) - t * z;
        }
        float square = (z - t) * (z - t);
        return loss instanceof Loss.HalfSquaredError ? square / 2 : square;
    }

    private static float slope(OutputLoss loss, float z, float t) {
        if (loss instanceof Loss.BinaryCrossEntropy) {
            return 1 / (1 + (float) Math.exp(-z)) - t;
        } else if (loss instanceof Loss.Hinge) {
            return (2 * t - 1) * z < 1 ? 1 - 2 * t : 0;
        } else if (loss instanceof Loss.MeanAbsoluteError
                || loss instanceof Loss.Quantile
                || loss instanceof OutputLoss.Perceptron) {
            return (float) loss.slope(z, t);
        } else if (loss instanceof Loss.Huber huber) {
            return Math.max(-(float) huber.delta(), Math.min((float) huber.delta(), z - t));
        } else if (loss instanceof Loss.Poisson) {
            return (float) Math.exp(z) - t;
        }
        return loss instanceof Loss.HalfSquaredError ? z - t : 2 * (z - t);
    }

    private static float max(float[] z) {
        float max = z[0];
        for (float value : z) {
            max = Math.max(max, value);
        }
        return max;
    }

    private static float sumOfExponentials(float[] z, float max) {
        float sum = 0;
        for (float value : z) {
            sum += (float) Math.exp(value - max);
        }
        return sum;
    }
}
