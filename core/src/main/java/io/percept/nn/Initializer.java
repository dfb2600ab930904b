package io.percept.nn;

import io.percept.backend.Activation;
import io.percept.backend.CounterRandom;
import io.percept.backend.Named;
import io.percept.backend.Rectifier;
import java.util.List;

/** How a weight matrix starts. To add one, add a record and name it in {@link #all()}. */
public sealed interface Initializer extends Named {
    /** Every initialiser, with its default parameters. */
    static List<Initializer> all() {
        return List.of(new He(), new Xavier(), new Uniform(0.05));
    }

    /** What suits a layer that this activation follows: He before ReLU and its leaky kin, Xavier before everything else. */
    static Initializer suiting(Activation activation) {
        return activation instanceof Activation.Relu || activation instanceof Rectifier.LeakyRelu
                ? new He()
                : new Xavier();
    }

    /** One weight of a layer with that many inputs and outputs. */
    double draw(CounterRandom random, int inputs, int outputs);

    /** Normal with variance 2 / inputs (K. He et al., 2015), which keeps the variance of what ReLU passes on. */
    record He() implements Initializer {
        @Override
        public String name() {
            return "he";
        }

        @Override
        public double draw(CounterRandom random, int inputs, int outputs) {
            return random.nextGaussian() * Math.sqrt(2.0 / inputs);
        }
    }

    /** Uniform with variance 2 / (inputs + outputs) (X. Glorot, Y. Bengio, 2010). */
    record Xavier() implements Initializer {
        @Override
        public String name() {
            return "xavier";
        }

        @Override
        public double draw(CounterRandom random, int inputs, int outputs) {
            return (2 * random.nextDouble() - 1) * Math.sqrt(6.0 / ((double) inputs + outputs));
        }
    }

    /**
     * Uniform in [-r, r).
     *
     * @param r positive
     */
    record Uniform(double r) implements Initializer {
        public Uniform {
            if (!(r > 0 && r < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("r is " + r + "; it must be positive and finite");
            }
        }

        @Override
        public String name() {
            return "uniform";
        }

        @Override
        public double draw(CounterRandom random, int inputs, int outputs) {
            return (2 * random.nextDouble() - 1) * r;
        }
    }
}
