package io.percept.tck;

import io.percept.backend.Loss;

/** Losses of one row and their gradients in plain float32. */
final class FloatLosses {
    private FloatLosses() {}

    static float value(Loss loss, float[] z, float[] t, float[] w) {
        if (loss instanceof Loss.CrossEntropy) {
            float max = max(z);
            int right = (int) t[0];
            return ((float) Math.log(sumOfExponentials(z, max)) + (max - z[right])) * weight(w, right);
        }
        Loss.OfOutputs ofOutputs = (Loss.OfOutputs) loss;
        float sum = 0;
        for (int j = 0; j < z.length; j++) {
            sum += term(ofOutputs, z[j], t[j]) * weight(w, j);
        }
        return ofOutputs.isMean() ? sum / z.length : sum;
    }

    static void gradient(Loss loss, float[] z, float[] t, float[] w, float[] dz) {
        if (loss instanceof Loss.CrossEntropy) {
            float max = max(z);
            float inverse = 1 / sumOfExponentials(z, max);
            int right = (int) t[0];
            for (int j = 0; j < z.length; j++) {
                float y = (float) Math.exp(z[j] - max) * inverse;
                dz[j] = (y - (j == right ? 1 : 0)) * weight(w, right);
            }
            return;
        }
        Loss.OfOutputs ofOutputs = (Loss.OfOutputs) loss;
        for (int j = 0; j < z.length; j++) {
            float slope = slope(ofOutputs, z[j], t[j]) * weight(w, j);
            dz[j] = ofOutputs.isMean() ? slope / z.length : slope;
        }
    }

    private static float weight(float[] w, int index) {
        return w == null ? 1 : w[index];
    }

    private static float term(Loss.OfOutputs loss, float z, float t) {
        if (loss instanceof Loss.BinaryCrossEntropy) {
            return Math.max(z, 0) - t * z + (float) Math.log1p((float) Math.exp(-Math.abs(z)));
        }
        float square = (z - t) * (z - t);
        return loss instanceof Loss.HalfSquaredError ? square / 2 : square;
    }

    private static float slope(Loss.OfOutputs loss, float z, float t) {
        if (loss instanceof Loss.BinaryCrossEntropy) {
            return 1 / (1 + (float) Math.exp(-z)) - t;
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
