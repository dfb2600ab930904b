package io.percept.backend;

/**
 * Cross-entropy from logits z: with p = softmax(z), the sum over classes of q w (-log p), where q is the target distribution. Label
 * smoothing ε mixes it with the uniform one: q = (1 - ε) target + ε / classes. The derivative is p Σ q w - q w.
 *
 * <p>-log p is log Σ eᶻ - z with the maximum subtracted first; a class of q w = 0 adds nothing, however small its p. As PyTorch's
 * CrossEntropyLoss.
 */
public sealed interface DistributionLoss extends Loss permits Loss.CrossEntropy, Loss.SoftCrossEntropy {
    /** ε, from 0 to below 1. */
    double labelSmoothing();

    /** A class's probability, by the targets alone. */
    double probability(double[] t, int index);

    @Override
    default Prediction prediction() {
        return Prediction.SOFTMAX;
    }

    @Override
    default double value(double[] z, double[] t, double[] w) {
        double max = max(z);
        double log = Math.log(sumOfExponentials(z, max));
        double sum = 0;
        for (int j = 0; j < z.length; j++) {
            double share = share(t, w, j, z.length);
            sum += share == 0 ? 0 : share * (log + (max - z[j]));
        }
        return sum;
    }

    @Override
    default void gradient(double[] z, double[] t, double[] w, double[] dz) {
        double max = max(z);
        double sum = sumOfExponentials(z, max);
        double shares = 0;
        for (int j = 0; j < z.length; j++) {
            shares += share(t, w, j, z.length);
        }
        for (int j = 0; j < z.length; j++) {
            dz[j] = Math.exp(z[j] - max) / sum * shares - share(t, w, j, z.length);
        }
    }

    /** q w. */
    private double share(double[] t, double[] w, int index, int classes) {
        double smoothing = labelSmoothing();
        return ((1 - smoothing) * probability(t, index) + smoothing / classes) * w[index];
    }

    private static double max(double[] z) {
        double max = z[0];
        for (double value : z) {
            max = Math.max(max, value);
        }
        return max;
    }

    private static double sumOfExponentials(double[] z, double max) {
        double sum = 0;
        for (double value : z) {
            sum += Math.exp(value - max);
        }
        return sum;
    }
}
