package io.percept.backend;

import java.util.List;

/**
 * An optimizer's rule for one parameter w with gradient g.
 *
 * <p>A rule keeps {@link #stateSlots()} numbers per parameter, zero at first. What changes from step to step but not from parameter to
 * parameter (learning rate, bias corrections) are the {@link #coefficients}: the host computes them in double precision ahead of time
 * and a device only reads them. The formulas here are the definition, as for {@link Activation}; they follow PyTorch's.
 */
public sealed interface UpdateRule extends Named {
    /** Every rule, with its default parameters. */
    static List<UpdateRule> all() {
        return List.of(new Sgd(), new Momentum(), new Adam());
    }

    /** The learning rate to start from when the user names none. */
    double defaultLearningRate();

    /** Numbers kept per parameter. */
    int stateSlots();

    /** How many coefficients a step has. */
    int coefficientCount();

    /**
     * The coefficients of one step.
     *
     * @param learningRate the step's learning rate
     * @param step 1 for the first step of the training
     * @param coefficients filled from {@code offset} on
     */
    void coefficients(double learningRate, long step, double[] coefficients, int offset);

    /** The parameter after the step; {@code state} holds the parameter's slots and is brought up to date. */
    double step(double w, double g, double[] state, double[] coefficients);

    /** Gradient descent: w ← w - η g. Coefficients: η. */
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
        public int coefficientCount() {
            return 1;
        }

        @Override
        public void coefficients(double learningRate, long step, double[] coefficients, int offset) {
            coefficients[offset] = learningRate;
        }

        @Override
        public double step(double w, double g, double[] state, double[] coefficients) {
            return w - coefficients[0] * g;
        }
    }

    /**
     * Momentum: v ← μ v + g, w ← w - η v. State: v. Coefficients: η.
     *
     * @param momentum μ, in [0, 1)
     */
    record Momentum(double momentum) implements UpdateRule {
        public Momentum {
            Checks.unitInterval("momentum", momentum);
        }

        /** μ = 0.9. */
        public Momentum() {
            this(0.9);
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
        public int coefficientCount() {
            return 1;
        }

        @Override
        public void coefficients(double learningRate, long step, double[] coefficients, int offset) {
            coefficients[offset] = learningRate;
        }

        @Override
        public double step(double w, double g, double[] state, double[] coefficients) {
            state[0] = momentum * state[0] + g;
            return w - coefficients[0] * state[0];
        }
    }

    /**
     * Adam (D. P. Kingma, J. Ba, 2015): m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², w ← w - η / (1 - β₁ᵗ) · m / (√v / √(1 - β₂ᵗ) +
     * ε). State: m, v. Coefficients: η / (1 - β₁ᵗ) and 1 / √(1 - β₂ᵗ).
     *
     * @param beta1 β₁, in [0, 1)
     * @param beta2 β₂, in [0, 1)
     * @param epsilon ε, positive
     */
    record Adam(double beta1, double beta2, double epsilon) implements UpdateRule {
        public Adam {
            Checks.unitInterval("beta1", beta1);
            Checks.unitInterval("beta2", beta2);
            if (!(epsilon > 0)) {
                throw new IllegalArgumentException("epsilon is " + epsilon + "; it must be positive");
            }
        }

        /** β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
        public Adam() {
            this(0.9, 0.999, 1e-8);
        }

        @Override
        public String name() {
            return "adam";
        }

        @Override
        public double defaultLearningRate() {
            return 0.001;
        }

        @Override
        public int stateSlots() {
            return 2;
        }

        @Override
        public int coefficientCount() {
            return 2;
        }

        @Override
        public void coefficients(double learningRate, long step, double[] coefficients, int offset) {
            coefficients[offset] = learningRate / (1 - Math.pow(beta1, (double) step));
            coefficients[offset + 1] = 1 / Math.sqrt(1 - Math.pow(beta2, (double) step));
        }

        @Override
        public double step(double w, double g, double[] state, double[] coefficients) {
            state[0] = beta1 * state[0] + (1 - beta1) * g;
            state[1] = beta2 * state[1] + (1 - beta2) * g * g;
            return w - coefficients[0] * state[0] / (Math.sqrt(state[1]) * coefficients[1] + epsilon);
        }
    }
}
