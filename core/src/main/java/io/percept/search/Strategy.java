package io.percept.search;

import java.util.ArrayList;
import java.util.List;

/** What is tried of a space. */
public sealed interface Strategy {
    /** The name on command lines and in tables. */
    String name();

    /** All combinations. */
    record Grid() implements Strategy {
        @Override
        public String name() {
            return "grid";
        }
    }

    /**
     * Combinations at random: of many settings few matter, and a random search tries more values of those than a grid does (J. Bergstra,
     * Y. Bengio, "Random Search for Hyper-Parameter Optimization", 2012).
     *
     * @param trials how many
     */
    record Random(int trials) implements Strategy {
        public Random {
            checkTrials(trials);
        }

        @Override
        public String name() {
            return "random";
        }
    }

    /**
     * Successive halving: many random combinations are trained for a short time, the best part of them for longer, and so on until a few
     * are trained for the whole time (K. Jamieson, A. Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization",
     * 2016).
     *
     * @param trials how many to begin with
     * @param factor how many times fewer combinations and more epochs the next rung has, at least 2
     */
    record Halving(int trials, int factor) implements Strategy {
        private static final int LEAST_FACTOR = 2;

        public Halving {
            checkTrials(trials);
            if (factor < LEAST_FACTOR) {
                throw new IllegalArgumentException(
                        "the factor of the halving is " + factor + "; it must be at least " + LEAST_FACTOR);
            }
        }

        /** So many combinations trained for so many epochs. */
        public record Rung(int trials, int epochs) {}

        /** The rungs, the last with all epochs: as many as trials and epochs can be divided by the factor. */
        public List<Rung> rungs(int epochs) {
            int last = 0;
            long divisor = factor;
            while (divisor <= trials && divisor <= epochs) {
                last++;
                divisor *= factor;
            }
            List<Rung> rungs = new ArrayList<>();
            for (int rung = 0; rung <= last; rung++) {
                double fewer = Math.pow(factor, rung);
                double shorter = Math.pow(factor, last - (double) rung);
                rungs.add(new Rung((int) (trials / fewer), (int) Math.round(epochs / shorter)));
            }
            return rungs;
        }

        @Override
        public String name() {
            return "halving";
        }
    }

    private static void checkTrials(int trials) {
        if (trials < 1) {
            throw new IllegalArgumentException("the number of trials is " + trials + "; it must be at least 1");
        }
    }
}
