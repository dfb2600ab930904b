package io.percept.backend;

import java.util.List;

/**
 * A loss function of one row: what a network's output z costs against the target t. The loss of a batch is the mean over its rows.
 *
 * <p>The formulas here are the definition, in double precision, as for {@link Activation}. To add a loss, add a record and name it in
 * {@link #all()}.
 */
public sealed interface Loss extends Named {
    /** Every loss, with its default parameters. */
    static List<Loss> all() {
        return List.of(new CrossEntropy(), new BinaryCrossEntropy(), new MeanSquaredError(), new HalfSquaredError());
    }

    /** What the outputs mean, and so what turns them into predictions. */
    Prediction prediction();

    /** The row's loss. {@code t} holds as many targets as there are outputs, or one class index. */
    double value(double[] z, double[] t);

    /** Sets dz to the derivative of {@link #value} by z. */
    void gradient(double[] z, double[] t, double[] dz);

    /** Whether a target is the index of a class (one int32 a row) rather than a value for each output. */
    default boolean targetsAreClasses() {
        return prediction() == Prediction.SOFTMAX;
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

    /** From logits: log Σ eᶻ - z of the right class, with the maximum subtracted first; dz = softmax(z) - one-hot(t). */
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
        public double value(double[] z, double[] t) {
            double max = max(z);
            return Math.log(sumOfExponentials(z, max)) + (max - z[(int) t[0]]);
        }

        @Override
        public void gradient(double[] z, double[] t, double[] dz) {
            double max = max(z);
            double sum = sumOfExponentials(z, max);
            for (int j = 0; j < z.length; j++) {
                dz[j] = Math.exp(z[j] - max) / sum;
            }
            dz[(int) t[0]] -= 1;
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
    record BinaryCrossEntropy() implements Loss {
        @Override
        public String name() {
            return "binary-cross-entropy";
        }

        @Override
        public Prediction prediction() {
            return Prediction.SIGMOID;
        }

        @Override
        public double value(double[] z, double[] t) {
            double sum = 0;
            for (int j = 0; j < z.length; j++) {
                sum += Math.max(z[j], 0) - t[j] * z[j] + Math.log1p(Math.exp(-Math.abs(z[j])));
            }
            return sum / z.length;
        }

        @Override
        public void gradient(double[] z, double[] t, double[] dz) {
            for (int j = 0; j < z.length; j++) {
                dz[j] = (1 / (1 + Math.exp(-z[j])) - t[j]) / z.length;
            }
        }
    }

    /** The mean over outputs of (z - t)². */
    record MeanSquaredError() implements Loss {
        @Override
        public String name() {
            return "mean-squared-error";
        }

        @Override
        public Prediction prediction() {
            return Prediction.VALUES;
        }

        @Override
        public double value(double[] z, double[] t) {
            return sumOfSquares(z, t) / z.length;
        }

        @Override
        public void gradient(double[] z, double[] t, double[] dz) {
            for (int j = 0; j < z.length; j++) {
                dz[j] = 2 * (z[j] - t[j]) / z.length;
            }
        }
    }

    /** Half the sum over outputs of (z - t)². */
    record HalfSquaredError() implements Loss {
        @Override
        public String name() {
            return "half-squared-error";
        }

        @Override
        public Prediction prediction() {
            return Prediction.VALUES;
        }

        @Override
        public double value(double[] z, double[] t) {
            return sumOfSquares(z, t) / 2;
        }

        @Override
        public void gradient(double[] z, double[] t, double[] dz) {
            for (int j = 0; j < z.length; j++) {
                dz[j] = z[j] - t[j];
            }
        }
    }

    private static double sumOfSquares(double[] z, double[] t) {
        double sum = 0;
        for (int j = 0; j < z.length; j++) {
            sum += (z[j] - t[j]) * (z[j] - t[j]);
        }
        return sum;
    }
}
