package io.percept.backend;

import java.util.List;

/**
 * A loss function of one row: what a network's output z costs against the target t. The loss of a batch is the mean over its rows, see
 * {@link LossGradient}.
 *
 * <p>The formulas here are the definition, in double precision, as for {@link Activation}. Each takes a weight w for every class, or for
 * every output where targets are no classes; 1 where nothing is weighed. To add a loss, add a record and name it in {@link #all()}.
 */
public sealed interface Loss extends Named
        permits DistributionLoss, OutputLoss, NegativeLogLikelihood, Loss.MultiClassHinge {
    /** Every loss, with its default parameters. */
    static List<Loss> all() {
        return List.of(
                new CrossEntropy(),
                new SoftCrossEntropy(),
                new NegativeLogLikelihood(),
                new MultiClassHinge(),
                new BinaryCrossEntropy(),
                new Hinge(),
                new OutputLoss.Perceptron(),
                new MeanSquaredError(),
                new HalfSquaredError(),
                new MeanAbsoluteError(),
                new Huber(),
                new Quantile(),
                new Poisson());
    }

    /** What the outputs mean, and so what turns them into predictions. */
    Prediction prediction();

    /** The row's loss. {@code t} holds as many targets as there are outputs, or one class index. */
    double value(double[] z, double[] t, double[] w);

    /** Sets dz to the derivative of {@link #value} by z. */
    void gradient(double[] z, double[] t, double[] w, double[] dz);

    /** What a row's targets are. */
    Target target();

    /** Whether a target is a class's index (one int32 a row) rather than a value for each output. */
    default boolean targetsAreClasses() {
        return target() == Target.CLASS;
    }

    /**
     * What a row with this target counts for among the rows of its batch: its class's weight where targets are classes, otherwise 1, as
     * then the weights tell apart the outputs and not the rows.
     */
    default double rowWeight(double[] t, double[] w) {
        return targetsAreClasses() ? w[(int) t[0]] : 1;
    }

    /** What the network's outputs are to a reader of predictions. */
    enum Prediction {
        /** The outputs themselves. */
        VALUES,
        /** Logits of independent probabilities: the sigmoid of each. */
        SIGMOID,
        /** Logits of one choice among classes: the softmax of the row. */
        SOFTMAX,
        /** Logarithms of expected counts: the exponential of each. */
        EXPONENTIAL,
        /** How far on a class's side the row is, which is no probability: the sign of a single one, the largest of several. */
        MARGIN;

        /** Whether predictions are probabilities. */
        public boolean isProbability() {
            return this == SIGMOID || this == SOFTMAX;
        }
    }

    /**
     * {@link DistributionLoss} whose targets are classes: -log p of the right one where nothing is smoothed.
     *
     * @param labelSmoothing ε
     */
    record CrossEntropy(double labelSmoothing) implements DistributionLoss {
        public CrossEntropy {
            Checks.unitInterval("labelSmoothing", labelSmoothing);
        }

        public CrossEntropy() {
            this(0);
        }

        @Override
        public String name() {
            return "cross-entropy";
        }

        @Override
        public Target target() {
            return Target.CLASS;
        }

        @Override
        public double probability(double[] t, int index) {
            return index == (int) t[0] ? 1 : 0;
        }
    }

    /**
     * {@link DistributionLoss} whose targets are distributions, soft labels.
     *
     * @param labelSmoothing ε
     */
    record SoftCrossEntropy(double labelSmoothing) implements DistributionLoss {
        public SoftCrossEntropy {
            Checks.unitInterval("labelSmoothing", labelSmoothing);
        }

        public SoftCrossEntropy() {
            this(0);
        }

        @Override
        public String name() {
            return "soft-cross-entropy";
        }

        @Override
        public Target target() {
            return Target.DISTRIBUTION;
        }

        @Override
        public double probability(double[] t, int index) {
            return t[index];
        }
    }

    /**
     * The hinge loss of several classes, with a margin of 1: the sum over the wrong classes of max(0, 1 - z of the right one + z),
     * divided by the number of classes, times the right one's weight; 0 is the derivative at the kink. As PyTorch's MultiMarginLoss, but
     * for a weighted mean, which here is divided by the sum of the weights.
     */
    record MultiClassHinge() implements Loss {
        @Override
        public String name() {
            return "multi-class-hinge";
        }

        @Override
        public Prediction prediction() {
            return Prediction.MARGIN;
        }

        @Override
        public Target target() {
            return Target.CLASS;
        }

        @Override
        public double value(double[] z, double[] t, double[] w) {
            int right = (int) t[0];
            double sum = 0;
            for (int j = 0; j < z.length; j++) {
                sum += j == right ? 0 : Math.max(0, 1 - z[right] + z[j]);
            }
            return sum / z.length * w[right];
        }

        @Override
        public void gradient(double[] z, double[] t, double[] w, double[] dz) {
            int right = (int) t[0];
            int within = 0;
            for (int j = 0; j < z.length; j++) {
                boolean counts = j != right && 1 - z[right] + z[j] > 0;
                dz[j] = counts ? w[right] / z.length : 0;
                within += counts ? 1 : 0;
            }
            dz[right] = -within * w[right] / z.length;
        }
    }

    /**
     * From logits, the mean over outputs of softplus(z) - t z, written max(z, 0) - t z + log(1 + e⁻|ᶻ|) so that nothing overflows;
     * for t in {0, 1} that is softplus((1 - 2t) z). dz = (sigmoid(z) - t) / outputs.
     */
    record BinaryCrossEntropy() implements OutputLoss {
        @Override
        public String name() {
            return "binary-cross-entropy";
        }

        @Override
        public Prediction prediction() {
            return Prediction.SIGMOID;
        }

        @Override
        public Target target() {
            return Target.PROBABILITY;
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

    /** The hinge loss of the sides y = 2t - 1 = ±1: the mean over outputs of max(0, 1 - y z); 0 is the derivative at the kink. */
    record Hinge() implements OutputLoss {
        @Override
        public String name() {
            return "hinge";
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
        public double term(double z, double t) {
            return Math.max(0, 1 - (2 * t - 1) * z);
        }

        @Override
        public double slope(double z, double t) {
            return 1 - (2 * t - 1) * z > 0 ? 1 - 2 * t : 0;
        }
    }

    /** The mean over outputs of (z - t)²; it learns the mean of t. */
    record MeanSquaredError() implements OutputLoss {
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
    record HalfSquaredError() implements OutputLoss {
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

    /** The mean over outputs of |z - t|; it learns the median of t. 0 is the derivative at the kink. */
    record MeanAbsoluteError() implements OutputLoss {
        @Override
        public String name() {
            return "mean-absolute-error";
        }

        @Override
        public double term(double z, double t) {
            return Math.abs(z - t);
        }

        @Override
        public double slope(double z, double t) {
            return Math.signum(z - t);
        }
    }

    /**
     * The mean over outputs of ½e² where e = z - t is at most δ, and of δ (|e| - ½δ) beyond. With c, e limited to [-δ, δ], both are
     * c (e - ½c), and c is the derivative. As PyTorch's HuberLoss.
     *
     * @param delta δ, positive
     */
    record Huber(double delta) implements OutputLoss {
        public Huber {
            Checks.positive("delta", delta);
        }

        public Huber() {
            this(1);
        }

        @Override
        public String name() {
            return "huber";
        }

        @Override
        public double term(double z, double t) {
            double slope = slope(z, t);
            return slope * (z - t - slope / 2);
        }

        @Override
        public double slope(double z, double t) {
            return Math.max(-delta, Math.min(delta, z - t));
        }
    }

    /**
     * The pinball loss: the mean over outputs of τ (t - z) where z is too small, and of (1 - τ) (z - t) where it is too large; it learns
     * the τ-quantile of t. 0 is the derivative at the kink.
     *
     * @param tau τ, between 0 and 1
     */
    record Quantile(double tau) implements OutputLoss {
        public Quantile {
            Checks.positive("tau", tau);
            Checks.unitInterval("tau", tau);
        }

        public Quantile() {
            this(0.5);
        }

        @Override
        public String name() {
            return "quantile";
        }

        @Override
        public double term(double z, double t) {
            return (t > z ? tau : tau - 1) * (t - z);
        }

        @Override
        public double slope(double z, double t) {
            return t > z ? -tau : t < z ? 1 - tau : t - z;
        }
    }

    /**
     * From the logarithm z of an expected count: the mean over outputs of eᶻ - t z, which is -log of the Poisson probability of t but for
     * a term without z. As PyTorch's PoissonNLLLoss.
     */
    record Poisson() implements OutputLoss {
        @Override
        public String name() {
            return "poisson";
        }

        @Override
        public Prediction prediction() {
            return Prediction.EXPONENTIAL;
        }

        @Override
        public Target target() {
            return Target.COUNT;
        }

        @Override
        public double term(double z, double t) {
            return Math.exp(z) - t * z;
        }

        @Override
        public double slope(double z, double t) {
            return Math.exp(z) - t;
        }
    }
}
