package io.percept.nn;

import io.percept.backend.CounterRandom;

/** Every weight is drawn by itself. */
public sealed interface IndependentInitializer extends Initializer {
    /** One weight of a layer with that many inputs and outputs. */
    double draw(CounterRandom random, int inputs, int outputs);

    @Override
    default void fill(float[] values, int from, int outputs, int inputs, CounterRandom random) {
        for (int i = from; i < from + outputs * inputs; i++) {
            values[i] = (float) draw(random, inputs, outputs);
        }
    }

    private static double normal(CounterRandom random, double variance) {
        return random.nextGaussian() * Math.sqrt(variance);
    }

    /** Within ±√(3 variance). */
    private static double uniform(CounterRandom random, double variance) {
        return (2 * random.nextDouble() - 1) * Math.sqrt(3 * variance);
    }

    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be positive and finite");
        }
    }

    /** Normal with variance 2 / inputs (K. He et al., 2015), which keeps the variance of what ReLU passes on. */
    record He() implements IndependentInitializer {
        @Override
        public String name() {
            return "he";
        }

        @Override
        public double draw(CounterRandom random, int inputs, int outputs) {
            return normal(random, 2.0 / inputs);
        }
    }

    /** Uniform with variance 2 / inputs. */
    record HeUniform() implements IndependentInitializer {
        @Override
        public String name() {
            return "he-uniform";
        }

        @Override
        public double draw(CounterRandom random, int inputs, int outputs) {
            return uniform(random, 2.0 / inputs);
        }
    }

    /** Uniform with variance 2 / (inputs + outputs) (X. Glorot, Y. Bengio, 2010). */
    record Xavier() implements IndependentInitializer {
        @Override
        public String name() {
            return "xavier";
        }

        @Override
        public double draw(CounterRandom random, int inputs, int outputs) {
            return uniform(random, 2.0 / ((double) inputs + outputs));
        }
    }

    /** Normal with variance 2 / (inputs + outputs). */
    record XavierNormal() implements IndependentInitializer {
        @Override
        public String name() {
            return "xavier-normal";
        }

        @Override
        public double draw(CounterRandom random, int inputs, int outputs) {
            return normal(random, 2.0 / ((double) inputs + outputs));
        }
    }

    /** Normal with variance 1 / inputs (Y. LeCun et al., "Efficient BackProp", 1998), as SELU needs it. */
    record LeCun() implements IndependentInitializer {
        @Override
        public String name() {
            return "lecun";
        }

        @Override
        public double draw(CounterRandom random, int inputs, int outputs) {
            return normal(random, 1.0 / inputs);
        }
    }

    /** Uniform with variance 1 / inputs. */
    record LeCunUniform() implements IndependentInitializer {
        @Override
        public String name() {
            return "lecun-uniform";
        }

        @Override
        public double draw(CounterRandom random, int inputs, int outputs) {
            return uniform(random, 1.0 / inputs);
        }
    }

    /**
     * Uniform in [-r, r).
     *
     * @param r positive
     */
    record Uniform(double r) implements IndependentInitializer {
        public Uniform {
            positive("r", r);
        }

        /** Up to 0.05. */
        public Uniform() {
            this(0.05);
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

    /**
     * Normal with mean 0.
     *
     * @param deviation the standard deviation, positive
     */
    record Normal(double deviation) implements IndependentInitializer {
        public Normal {
            positive("deviation", deviation);
        }

        /** A deviation of 0.05. */
        public Normal() {
            this(0.05);
        }

        @Override
        public String name() {
            return "normal";
        }

        @Override
        public double draw(CounterRandom random, int inputs, int outputs) {
            return deviation * random.nextGaussian();
        }
    }
}
