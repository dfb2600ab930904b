package io.percept.backend;

/**
 * Adam (D. P. Kingma, J. Ba, 2015) and its like: running means m ← β₁ m + (1 - β₁) g and v ← β₂ v + (1 - β₂) g², which are divided by 1 -
 * β₁ᵗ and 1 - β₂ᵗ at step t because they start at 0. State: m, v. Coefficients, unless a rule says otherwise: η / (1 - β₁ᵗ) and 1 / √(1 -
 * β₂ᵗ).
 */
public sealed interface AdamRule extends UpdateRule {
    /** β₁, in [0, 1). */
    double beta1();

    /** β₂, in [0, 1). */
    double beta2();

    /** ε, positive. */
    double epsilon();

    @Override
    default double defaultLearningRate() {
        return 0.001;
    }

    @Override
    default int stateSlots() {
        return 2;
    }

    @Override
    default int coefficientCount() {
        return 2;
    }

    @Override
    default void coefficients(double learningRate, long step, double[] coefficients, int offset) {
        coefficients[offset] = learningRate / (1 - Math.pow(beta1(), (double) step));
        coefficients[offset + 1] = 1 / Math.sqrt(1 - Math.pow(beta2(), (double) step));
    }

    @Override
    default double step(double w, double g, double[] state, double[] coefficients) {
        moments(this, g, state);
        return w - coefficients[0] * state[0] / (Math.sqrt(state[1]) * coefficients[1] + epsilon());
    }

    /** Brings m and v up to date. */
    private static void moments(AdamRule rule, double g, double[] state) {
        state[0] = rule.beta1() * state[0] + (1 - rule.beta1()) * g;
        state[1] = rule.beta2() * state[1] + (1 - rule.beta2()) * g * g;
    }

    private static void check(double beta1, double beta2, double epsilon) {
        Checks.unitInterval("beta1", beta1);
        Checks.unitInterval("beta2", beta2);
        Checks.positive("epsilon", epsilon);
    }

    /** Adam: w ← w - η / (1 - β₁ᵗ) · m / (√v / √(1 - β₂ᵗ) + ε). */
    record Adam(double beta1, double beta2, double epsilon) implements AdamRule {
        public Adam {
            check(beta1, beta2, epsilon);
        }

        /** β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
        public Adam() {
            this(0.9, 0.999, 1e-8);
        }

        @Override
        public String name() {
            return "adam";
        }
    }

    /** Adam with decoupled weight decay by default (I. Loshchilov, F. Hutter, 2019); the step itself is Adam's. */
    record AdamW(double beta1, double beta2, double epsilon) implements AdamRule {
        public AdamW {
            check(beta1, beta2, epsilon);
        }

        /** β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
        public AdamW() {
            this(0.9, 0.999, 1e-8);
        }

        @Override
        public String name() {
            return "adamw";
        }

        @Override
        public double defaultWeightDecay() {
            return 0.01;
        }
    }

    /** AMSGrad (S. J. Reddi, S. Kale, S. Kumar, 2018): Adam that divides by the largest v so far. State: m, v, the largest v. */
    record Amsgrad(double beta1, double beta2, double epsilon) implements AdamRule {
        public Amsgrad {
            check(beta1, beta2, epsilon);
        }

        /** β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
        public Amsgrad() {
            this(0.9, 0.999, 1e-8);
        }

        @Override
        public String name() {
            return "amsgrad";
        }

        @Override
        public int stateSlots() {
            return 3;
        }

        @Override
        public double step(double w, double g, double[] state, double[] coefficients) {
            moments(this, g, state);
            state[2] = Math.max(state[2], state[1]);
            return w - coefficients[0] * state[0] / (Math.sqrt(state[2]) * coefficients[1] + epsilon);
        }
    }

    /**
     * Adam with Nesterov's momentum (T. Dozat, 2016): w ← w - (c₀ g + c₁ m) / (√v c₂ + ε), where μₜ = β₁ (1 - ½ 0.96^(t · {@code momentumDecay})), c₀ = η (1
     * - μₜ) / (1 - μ₁ ⋯ μₜ), c₁ = η μₜ₊₁ / (1 - μ₁ ⋯ μₜ₊₁) and c₂ = 1 / √(1 - β₂ᵗ). Coefficients: c₀, c₁, c₂.
     *
     * @param momentumDecay how fast μ rises to β₁, not negative
     */
    record NAdam(double beta1, double beta2, double epsilon, double momentumDecay) implements AdamRule {
        private static final double BASE = 0.96;

        /** A product below this, taken from 1, leaves 1. */
        private static final double NOTHING = 0x1p-60;

        public NAdam {
            check(beta1, beta2, epsilon);
            Checks.notNegative("momentumDecay", momentumDecay);
        }

        /** β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, a decay of 0.004. */
        public NAdam() {
            this(0.9, 0.999, 1e-8, 0.004);
        }

        @Override
        public String name() {
            return "nadam";
        }

        @Override
        public double defaultLearningRate() {
            return 0.002;
        }

        @Override
        public int coefficientCount() {
            return 3;
        }

        @Override
        public void coefficients(double learningRate, long step, double[] coefficients, int offset) {
            double product = 1;
            for (long t = 1; t <= step && product > NOTHING; t++) {
                product *= momentum(t);
            }
            double next = momentum(step + 1);
            coefficients[offset] = learningRate * (1 - momentum(step)) / (1 - product);
            coefficients[offset + 1] = learningRate * next / (1 - product * next);
            coefficients[offset + 2] = 1 / Math.sqrt(1 - Math.pow(beta2, (double) step));
        }

        /** μ at a step. */
        private double momentum(long step) {
            return beta1 * (1 - 0.5 * Math.pow(BASE, step * momentumDecay));
        }

        @Override
        public double step(double w, double g, double[] state, double[] coefficients) {
            moments(this, g, state);
            double direction = coefficients[0] * g + coefficients[1] * state[0];
            return w - direction / (Math.sqrt(state[1]) * coefficients[2] + epsilon);
        }
    }
}
