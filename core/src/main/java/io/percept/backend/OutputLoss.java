package io.percept.backend;

/**
 * A loss that treats all outputs alike: the mean over outputs of {@link #term}, each times its output's weight, or the sum. The
 * derivative divides in the same way.
 */
public sealed interface OutputLoss extends Loss
        permits Loss.BinaryCrossEntropy,
                Loss.HalfSquaredError,
                Loss.Hinge,
                Loss.Huber,
                Loss.MeanAbsoluteError,
                Loss.MeanSquaredError,
                Loss.Poisson,
                Loss.Quantile,
                OutputLoss.Perceptron {
    /** What one output costs. */
    double term(double z, double t);

    /** The derivative of {@link #term} by z. */
    double slope(double z, double t);

    /** Whether the row's loss is the mean of the terms and not their sum. */
    default boolean isMean() {
        return true;
    }

    @Override
    default Prediction prediction() {
        return Prediction.VALUES;
    }

    @Override
    default Target target() {
        return Target.NUMBER;
    }

    @Override
    default double value(double[] z, double[] t, double[] w) {
        double sum = 0;
        for (int j = 0; j < z.length; j++) {
            sum += term(z[j], t[j]) * w[j];
        }
        return isMean() ? sum / z.length : sum;
    }

    @Override
    default void gradient(double[] z, double[] t, double[] w, double[] dz) {
        for (int j = 0; j < z.length; j++) {
            double slope = slope(z[j], t[j]) * w[j];
            dz[j] = isMean() ? slope / z.length : slope;
        }
    }

    /**
     * What the perceptron learning rule descends (F. Rosenblatt, 1958): the sum over outputs of max(z, 0) - t z = (y - t) z, where y is what a {@link
     * Activation.Threshold} unit makes of z: 1 where z > 0, else 0. The derivative is y - t, so that gradient descent with rows one by
     * one is the rule itself: w ← w + η (t - y) x.
     */
    record Perceptron() implements OutputLoss {
        @Override
        public String name() {
            return "perceptron";
        }

        @Override
        public Prediction prediction() {
            return Prediction.MARGIN;
        }

        @Override
        public Target target() {
            return Target.LABEL;
        }

        @Override
        public boolean isMean() {
            return false;
        }

        @Override
        public double term(double z, double t) {
            return Math.max(z, 0) - t * z;
        }

        @Override
        public double slope(double z, double t) {
            return (z > 0 ? 1 : z <= 0 ? 0 : z) - t;
        }
    }
}
