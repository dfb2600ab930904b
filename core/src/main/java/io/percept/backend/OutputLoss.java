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
                Loss.Quantile {
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
}
