package io.percept.nn;

import io.percept.backend.Activation;
import io.percept.backend.CounterRandom;
import io.percept.backend.Named;
import java.util.Arrays;
import java.util.List;

/**
 * How a weight matrix starts. To add one, add a record, here or in {@link IndependentInitializer} where every weight is drawn by itself,
 * and name it in {@link #all()}.
 */
public sealed interface Initializer extends Named
        permits IndependentInitializer, Initializer.Orthogonal, Initializer.Zero {
    /** Every initialiser, with its default settings. */
    static List<Initializer> all() {
        return List.of(
                new IndependentInitializer.He(),
                new IndependentInitializer.HeUniform(),
                new IndependentInitializer.Xavier(),
                new IndependentInitializer.XavierNormal(),
                new IndependentInitializer.LeCun(),
                new IndependentInitializer.LeCunUniform(),
                new IndependentInitializer.Uniform(),
                new IndependentInitializer.Normal(),
                new Orthogonal(),
                new Zero());
    }

    /** What suits a layer that this activation follows: He before ReLU and its leaky kin, LeCun before SELU, Xavier before everything else. */
    static Initializer suiting(Activation activation) {
        return switch (activation.name()) {
            case "relu", "leaky-relu" -> new IndependentInitializer.He();
            case "selu" -> new IndependentInitializer.LeCun();
            default -> new IndependentInitializer.Xavier();
        };
    }

    /**
     * Draws the weights of a layer, (outputs, inputs) row by row.
     *
     * @param values filled from {@code from} on
     */
    void fill(float[] values, int from, int outputs, int inputs, CounterRandom random);

    /** 0: every unit of a hidden layer learns the same then. For last layers, and to show why weights are drawn. */
    record Zero() implements Initializer {
        @Override
        public String name() {
            return "zero";
        }

        @Override
        public void fill(float[] values, int from, int outputs, int inputs, CounterRandom random) {
            Arrays.fill(values, from, from + outputs * inputs, 0);
        }
    }

    /**
     * The gain times a random matrix with orthonormal rows, or columns where these are fewer (A. M. Saxe, J. L. McClelland, S. Ganguli,
     * "Exact solutions to the nonlinear dynamics of learning", 2014), all such matrices being equally likely. It keeps the lengths of what
     * passes through.
     *
     * @param gain positive
     */
    record Orthogonal(double gain) implements Initializer {
        /** A vector that loses more than this in one pass is made orthogonal once more: "twice is enough" (W. Kahan, B. N. Parlett). */
        private static final double LOSS = 0.7;

        public Orthogonal {
            IndependentInitializer.positive("gain", gain);
        }

        /** A gain of 1. */
        public Orthogonal() {
            this(1);
        }

        @Override
        public String name() {
            return "orthogonal";
        }

        @Override
        public void fill(float[] values, int from, int outputs, int inputs, CounterRandom random) {
            boolean wide = outputs <= inputs;
            double[][] vectors = new double[wide ? outputs : inputs][wide ? inputs : outputs];
            for (int i = 0; i < vectors.length; i++) {
                for (int j = 0; j < vectors[i].length; j++) {
                    vectors[i][j] = random.nextGaussian();
                }
                orthonormalize(vectors, i);
            }
            for (int row = 0; row < outputs; row++) {
                for (int column = 0; column < inputs; column++) {
                    double element = wide ? vectors[row][column] : vectors[column][row];
                    values[from + row * inputs + column] = (float) (gain * element);
                }
            }
        }

        /** Gram and Schmidt's step, in the modified form, for a vector after those before it. */
        private static void orthonormalize(double[][] vectors, int index) {
            double[] vector = vectors[index];
            double before;
            double after = Math.sqrt(dot(vector, vector));
            do {
                before = after;
                for (int i = 0; i < index; i++) {
                    double along = dot(vectors[i], vector);
                    for (int j = 0; j < vector.length; j++) {
                        vector[j] -= along * vectors[i][j];
                    }
                }
                after = Math.sqrt(dot(vector, vector));
            } while (after < LOSS * before);
            for (int j = 0; j < vector.length; j++) {
                vector[j] /= after;
            }
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }
    }
}
