package io.percept.backend;

import java.util.List;

/**
 * A loss function of one row: what a network's output z costs against the target t. The loss of a batch is the mean over its rows, see
 * {@link LossGradient}.
 *
 * <p>The formulas here are the definition, in double precision, as for {@link Activation}. Each takes a weight w for every class, or for
 * every output where targets are no classes; null stands for weights of 1. To add a loss, add a record and name it in {@link #all()}.
 */
public sealed interface Loss extends Named {
    /** Every loss, with its default parameters. */
    static List<Loss> all() {
        return List.of(new CrossEntropy(), new BinaryCrossEntropy(), new MeanSquaredError(), new HalfSquaredError());
    }

    /** What the outputs mean, and so what turns them into predictions. */
    Prediction prediction();

    /** The row's loss. {@code t} holds as many targets as there are outputs, or one class index. */
    double value(double[] z, double[] t, double[] w);

    /** Sets dz to the derivative of {@link #value} by z. */
    void gradient(double[] z, double[] t, double[] w, double[] dz);

    /** Whether a target is the index of a class (one int32 a row) rather than a value for each output. */
    default boolean targetsAreClasses() {
        return prediction() == Prediction.SOFTMAX;
    }

    /**
     * What a row with this target counts for among the rows of its batch: its class's weight where targets are classes, otherwise 1, as
     * then the weights tell apart the outputs and not the rows.
     */
    default double rowWeight(double[] t, double[] w) {
        return targetsAreClasses() ? weight(w, (int) t[0]) : 1;
    }

    private static double weight(double[] w, int index) {
        return w == null ? 1 : w[index];
    }

    /** What the network's outputs are to a reader of predictions. */
    enum Prediction {
        /** The outputs themselves. */
        VALUES,
        /** Logits of independent probabilities: the sigmoid of each. */
        SIGMOID,
        /** Logits of one choice among classes: the softmax of the row. */
        SOFTMAX
    }

    /**
     * A loss that treats all outputs alike: the mean over outputs of {@link #term}, each times its output's weight, or the sum. The
     * derivative divides in the same way.
     */
    sealed interface OfOutputs extends Loss {
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
        default double value(double[] z, double[] t, double[] w) {
            double sum = 0;
            for (int j = 0; j < z.length; j++) {
                sum += term(z[j], t[j]) * weight(w, j);
            }
            return isMean() ? sum / z.length : sum;
        }

        @Override
        default void gradient(double[] z, double[] t, double[] w, double[] dz) {
            for (int j = 0; j < z.length; j++) {
                double slope = slope(z[j], t[j]) * weight(w, j);
                dz[j] = isMean() ? slope / z.length : slope;
            }
        }
    }

    /**
     * From logits: log Σ eᶻ - z of the right class, with the maximum subtracted first, times that class's weight; dz is that weight times
     * softmax(z) - one-hot(t).
     */
    record CrossEntropy() implements Loss {
        @Override
        public String name() {
            return "cross-entropy";
        }

        @Override
        public Prediction prediction() {
            return Prediction.SOFTMAX;
        }

        @Override
        public double value(double[] z, double[] t, double[] w) {
            int right = (int) t[0];
            double max = max(z);
            return (Math.log(sumOfExponentials(z, max)) + (max - z[right])) * weight(w, right);
        }

        @Override
        public void gradient(double[] z, double[] t, double[] w, double[] dz) {
            int right = (int) t[0];
            double max = max(z);
            double sum = sumOfExponentials(z, max);
            for (int j = 0; j < z.length; j++) {
                dz[j] = (Math.exp(z[j] - max) / sum - (j == right ? 1 : 0)) * weight(w, right);
            }
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

    /**
     * From logits, the mean over outputs of softplus(z) - t z, written max(z, 0) - t z + log(1 + e⁻|ᶻ|) so that nothing overflows;
     * for t in {0, 1} that is softplus((1 - 2t) z). dz = (sigmoid(z) - t) / outputs.
     */
    record BinaryCrossEntropy() implements OfOutputs {
        @Override
        public String name() {
            return "binary-cross-entropy";
        }

        @Override
        public Prediction prediction() {
            return Prediction.SIGMOID;
        }

        @Override
        public double term(double z, double t) {
            return Math.max(z, 0) - t * z + Math.log1p(Math.exp(-Math.abs(z)));
        }

        @Override
        public double slope(double z, double t) {
            return 1 / (1 + Math.exp(-z)) - t;
        }
    }

    /** The mean over outputs of (z - t)²; it learns the mean of t. */
    record MeanSquaredError() implements OfOutputs {
        @Override
        public String name() {
            return "mean-squared-error";
        }

        @Override
        public double term(double z, double t) {
            return (z - t) * (z - t);
        }

        @Override
        public double slope(double z, double t) {
            return 2 * (z - t);
        }
    }

    /** Half the sum over outputs of (z - t)². */
    record HalfSquaredError() implements OfOutputs {
        @Override
        public String name() {
            return "half-squared-error";
        }

        @Override
        public boolean isMean() {
            return false;
        }

        @Override
        public double term(double z, double t) {
            return (z - t) * (z - t) / 2;
        }

        @Override
        public double slope(double z, double t) {
            return z - t;
        }
    }
}
