package io.percept.backend;

import java.util.List;

/**
 * An optimizer's rule for one parameter w with gradient g.
 *
 * <p>A rule keeps {@link #stateSlots()} numbers per parameter, {@link #initialState} at first. What changes from step to step but not
 * from parameter to parameter (learning rate, bias corrections) are the {@link #coefficients}: the host computes them in double precision
 * ahead of time and a device only reads them. The formulas here are the definition, as for {@link Activation}; they follow PyTorch's.
 *
 * <p>To add one, add a record here, or beside its like in {@link AdaptiveRule} or {@link AdamRule}, and name it in {@link #all()}.
 */
public sealed interface UpdateRule extends Named
        permits AdamRule,
                AdaptiveRule,
                UpdateRule.Momentum,
                UpdateRule.Nesterov,
                UpdateRule.ResilientPropagation,
                UpdateRule.Sgd {
    /** Every rule, with its default parameters. */
    static List<UpdateRule> all() {
        return List.of(
                new Sgd(),
                new Momentum(),
                new Nesterov(),
                new AdaptiveRule.Adagrad(),
                new AdaptiveRule.Adadelta(),
                new AdaptiveRule.RmsProp(),
                new AdamRule.Adam(),
                new AdamRule.Amsgrad(),
                new AdamRule.AdamW(),
                new AdamRule.NAdam(),
                new ResilientPropagation());
    }

    /** The learning rate to start from when the user names none. */
    double defaultLearningRate();

    /** The decoupled weight decay when the user names none. */
    default double defaultWeightDecay() {
        return 0;
    }

    /** Numbers kept per parameter. */
    int stateSlots();

    /** What a slot holds before the first step; {@code learningRate} is the configured one, before any schedule. */
    default double initialState(int slot, double learningRate) {
        return 0;
    }

    /** How many coefficients a step has. */
    default int coefficientCount() {
        return 1;
    }

    /**
     * The coefficients of one step; the learning rate alone unless the rule says otherwise.
     *
     * @param learningRate the step's learning rate η
     * @param step 1 for the first step of the training
     * @param coefficients filled from {@code offset} on
     */
    default void coefficients(double learningRate, long step, double[] coefficients, int offset) {
        coefficients[offset] = learningRate;
    }

    /** The parameter after the step; {@code state} holds the parameter's slots and is brought up to date. */
    double step(double w, double g, double[] state, double[] coefficients);

    /** Gradient descent: w ← w - η g. */
    record Sgd() implements UpdateRule {
        @Override
        public String name() {
            return "sgd";
        }

        @Override
        public double defaultLearningRate() {
            return 0.1;
        }

        @Override
        public int stateSlots() {
            return 0;
        }

        @Override
        public double step(double w, double g, double[] state, double[] coefficients) {
            return w - coefficients[0] * g;
        }
    }

    /**
     * Momentum (B. T. Polyak, 1964): v ← μ v + (1 - d) g, w ← w - η v; in the first step v ← g. State: v. Coefficients: η, and the factor
     * of g.
     *
     * @param momentum μ, in [0, 1)
     * @param dampening d, in [0, 1]
     */
    record Momentum(double momentum, double dampening) implements UpdateRule {
        public Momentum {
            Checks.unitInterval("momentum", momentum);
            if (!(dampening >= 0 && dampening <= 1)) {
                throw new IllegalArgumentException("dampening is " + dampening + "; it must be 0 to 1");
            }
        }

        /** Without dampening. */
        public Momentum(double momentum) {
            this(momentum, 0);
        }

        /** μ = 0.9, without dampening. */
        public Momentum() {
            this(0.9);
        }

        @Override
        public int coefficientCount() {
            return 2;
        }

        @Override
        public void coefficients(double learningRate, long step, double[] coefficients, int offset) {
            coefficients[offset] = learningRate;
            coefficients[offset + 1] = step == 1 ? 1 : 1 - dampening;
        }

        @Override
        public String name() {
            return "momentum";
        }

        @Override
        public double defaultLearningRate() {
            return 0.01;
        }

        @Override
        public int stateSlots() {
            return 1;
        }

        @Override
        public double step(double w, double g, double[] state, double[] coefficients) {
            state[0] = momentum * state[0] + coefficients[1] * g;
            return w - coefficients[0] * state[0];
        }
    }

    /**
     * Nesterov's momentum in the form of I. Sutskever et al. (2013), where g is taken at w itself: v ← μ v + g, w ← w - η (g + μ v). State:
     * v.
     *
     * @param momentum μ, in [0, 1)
     */
    record Nesterov(double momentum) implements UpdateRule {
        public Nesterov {
            Checks.unitInterval("momentum", momentum);
        }

        /** μ = 0.9. */
        public Nesterov() {
            this(0.9);
        }

        @Override
        public String name() {
            return "nesterov";
        }

        @Override
        public double defaultLearningRate() {
            return 0.01;
        }

        @Override
        public int stateSlots() {
            return 1;
        }

        @Override
        public double step(double w, double g, double[] state, double[] coefficients) {
            state[0] = momentum * state[0] + g;
            return w - coefficients[0] * (g + momentum * state[0]);
        }
    }

    /**
     * Resilient propagation (M. Riedmiller, H. Braun, 1993; the variant iRprop⁻ of C. Igel, M. Hüsken, 2000, as PyTorch has it). Each
     * parameter has a step size of its own: s ← η⁺ s where g has the sign that it had in the step before, η⁻ s where it has the other one;
     * then g ← 0 in the latter case, and w ← w - s sign(g). State: g of the step before, and s, which starts at the learning rate and stays
     * between its limits.
     *
     * <p>It looks at signs, which are those of all the data only in full batches. Schedules have no effect on it.
     *
     * @param etaMinus η⁻, in (0, 1)
     * @param etaPlus η⁺, above 1
     * @param minimumStep positive
     * @param maximumStep at least {@code minimumStep}
     */
    record ResilientPropagation(double etaMinus, double etaPlus, double minimumStep, double maximumStep)
            implements UpdateRule {
        public ResilientPropagation {
            Checks.unitInterval("etaMinus", etaMinus);
            Checks.positive("etaMinus", etaMinus);
            Checks.positive("etaPlus", etaPlus);
            Checks.positive("minimumStep", minimumStep);
            if (etaPlus <= 1) {
                throw new IllegalArgumentException("etaPlus is " + etaPlus + "; it must be more than 1");
            }
            if (!(maximumStep >= minimumStep && maximumStep < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("maximumStep is " + maximumStep
                        + "; it must be at least minimumStep, which is " + minimumStep + ", and finite");
            }
        }

        /** Half, 1.2 times, 10⁻⁶ and 50. */
        public ResilientPropagation() {
            this(0.5, 1.2, 1e-6, 50);
        }

        @Override
        public String name() {
            return "rprop";
        }

        @Override
        public double defaultLearningRate() {
            return 0.01;
        }

        @Override
        public int stateSlots() {
            return 2;
        }

        @Override
        public double initialState(int slot, double learningRate) {
            return slot == 0 ? 0 : learningRate;
        }

        @Override
        public double step(double w, double g, double[] state, double[] coefficients) {
            double agreement = Math.signum(g) * Math.signum(state[0]);
            // NaN in either must not pass for 0.
            double factor = agreement > 0 ? etaPlus : agreement < 0 ? etaMinus : 1 + agreement;
            state[0] = agreement < 0 ? 0 : g;
            state[1] = Math.min(Math.max(state[1] * factor, minimumStep), maximumStep);
            return w - state[1] * Math.signum(state[0]);
        }
    }
}
