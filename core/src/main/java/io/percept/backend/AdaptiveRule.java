package io.percept.backend;

/** Rules that divide each parameter's gradient by a measure of the sizes that it has had. */
public sealed interface AdaptiveRule extends UpdateRule {
    /**
     * Adagrad (J. Duchi, E. Hazan, Y. Singer, 2011): s ← s + g², w ← w - ηₜ g / (√s + ε) with ηₜ = η / (1 + (t - 1) {@code learningRateDecay}) at step t.
     * State: s. Coefficients: ηₜ.
     *
     * @param learningRateDecay not negative
     * @param epsilon ε, positive
     * @param initialAccumulator what s starts from, not negative
     */
    record Adagrad(double learningRateDecay, double epsilon, double initialAccumulator) implements AdaptiveRule {
        public Adagrad {
            Checks.notNegative("learningRateDecay", learningRateDecay);
            Checks.positive("epsilon", epsilon);
            Checks.notNegative("initialAccumulator", initialAccumulator);
        }

        /** No decay, ε = 10⁻¹⁰, from 0. */
        public Adagrad() {
            this(0, 1e-10, 0);
        }

        @Override
        public String name() {
            return "adagrad";
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
        public double initialState(int slot, double learningRate) {
            return initialAccumulator;
        }

        @Override
        public void coefficients(double learningRate, long step, double[] coefficients, int offset) {
            coefficients[offset] = learningRate / (1 + (step - 1) * learningRateDecay);
        }

        @Override
        public double step(double w, double g, double[] state, double[] coefficients) {
            state[0] += g * g;
            return w - coefficients[0] * g / (Math.sqrt(state[0]) + epsilon);
        }
    }

    /**
     * Adadelta (M. D. Zeiler, 2012): s ← ρ s + (1 - ρ) g², d = g √(a + ε) / √(s + ε), a ← ρ a + (1 - ρ) d², w ← w - η d. State: s, a.
     *
     * @param rho ρ, in [0, 1)
     * @param epsilon ε, positive
     */
    record Adadelta(double rho, double epsilon) implements AdaptiveRule {
        public Adadelta {
            Checks.unitInterval("rho", rho);
            Checks.positive("epsilon", epsilon);
        }

        /** ρ = 0.9, ε = 10⁻⁶. */
        public Adadelta() {
            this(0.9, 1e-6);
        }

        @Override
        public String name() {
            return "adadelta";
        }

        @Override
        public double defaultLearningRate() {
            return 1;
        }

        @Override
        public int stateSlots() {
            return 2;
        }

        @Override
        public double step(double w, double g, double[] state, double[] coefficients) {
            state[0] = rho * state[0] + (1 - rho) * g * g;
            double change = g * Math.sqrt(state[1] + epsilon) / Math.sqrt(state[0] + epsilon);
            state[1] = rho * state[1] + (1 - rho) * change * change;
            return w - coefficients[0] * change;
        }
    }

    /**
     * RMSProp (T. Tieleman, G. Hinton, 2012): s ← α s + (1 - α) g², d = g / (√s + ε), w ← w - η d. Centred (A. Graves, 2013) it divides by
     * √(s - m²) + ε, where m ← α m + (1 - α) g; rounding may make s - m² negative, and then it is 0. With momentum v ← μ v + d, w ← w - η
     * v. State: s; m if centred; v if there is momentum.
     *
     * @param alpha α, in [0, 1)
     * @param epsilon ε, positive
     * @param momentum μ, in [0, 1)
     * @param centered whether it divides by the deviation
     */
    record RmsProp(double alpha, double epsilon, double momentum, boolean centered) implements AdaptiveRule {
        public RmsProp {
            Checks.unitInterval("alpha", alpha);
            Checks.positive("epsilon", epsilon);
            Checks.unitInterval("momentum", momentum);
        }

        /** α = 0.99, ε = 10⁻⁸, without momentum, not centred. */
        public RmsProp() {
            this(0.99, 1e-8, 0, false);
        }

        /** Whether there is a v. */
        public boolean hasVelocity() {
            return momentum > 0;
        }

        @Override
        public String name() {
            return "rmsprop";
        }

        @Override
        public double defaultLearningRate() {
            return 0.01;
        }

        @Override
        public int stateSlots() {
            return 1 + (centered ? 1 : 0) + (hasVelocity() ? 1 : 0);
        }

        @Override
        public double step(double w, double g, double[] state, double[] coefficients) {
            state[0] = alpha * state[0] + (1 - alpha) * g * g;
            double square = state[0];
            if (centered) {
                state[1] = alpha * state[1] + (1 - alpha) * g;
                double variance = state[0] - state[1] * state[1];
                square = variance < 0 ? 0 : variance;
            }
            double change = g / (Math.sqrt(square) + epsilon);
            if (hasVelocity()) {
                int velocity = stateSlots() - 1;
                state[velocity] = momentum * state[velocity] + change;
                change = state[velocity];
            }
            return w - coefficients[0] * change;
        }
    }
}
