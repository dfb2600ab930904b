package io.percept.tck;

import io.percept.backend.Loss;

/** Losses of one row and their gradients in plain float32. */
final class FloatLosses {
    private FloatLosses() {}

    static float value(Loss loss, float[] z, float[] t) {
        if (loss instanceof Loss.CrossEntropy) {
            float max = max(z);
            return (float) Math.log(sumOfExponentials(z, max)) + (max - z[(int) t[0]]);
        }
        float sum = 0;
        for (int j = 0; j < z.length; j++) {
            sum += loss instanceof Loss.BinaryCrossEntropy
                    ? Math.max(z[j], 0) - t[j] * z[j] + (float) Math.log1p((float) Math.exp(-Math.abs(z[j])))
                    : (z[j] - t[j]) * (z[j] - t[j]);
        }
        return loss instanceof Loss.HalfSquaredError ? sum / 2 : sum / z.length;
    }

    static void gradient(Loss loss, float[] z, float[] t, float[] dz) {
        if (loss instanceof Loss.CrossEntropy) {
            float max = max(z);
            float inverse = 1 / sumOfExponentials(z, max);
            for (int j = 0; j < z.length; j++) {
                dz[j] = (float) Math.exp(z[j] - max) * inverse - (j == (int) t[0] ? 1 : 0);
            }
            return;
        }
        for (int j = 0; j < z.length; j++) {
            if (loss instanceof Loss.BinaryCrossEntropy) {
                dz[j] = (1 / (1 + (float) Math.exp(-z[j])) - t[j]) / z.length;
            } else {
                dz[j] = loss instanceof Loss.HalfSquaredError ? z[j] - t[j] : 2 * (z[j] - t[j]) / z.length;
            }
        }
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
