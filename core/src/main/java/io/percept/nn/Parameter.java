package io.percept.nn;

import io.percept.backend.Activation;
import java.util.List;

/**
 * A matrix of numbers that belong to a network.
 *
 * @param name the name in model files, PyTorch's for the same network: {@code 0.weight}, {@code 0.bias}
 * @param kind what it is, which decides whether it is trained and whether penalties apply
 * @param rows rows; outputs of a weight matrix, 1 for a vector
 * @param columns columns; inputs of a weight matrix, the length of a vector
 * @param initial what it starts from
 */
public record Parameter(String name, Kind kind, int rows, int columns, Initial initial) {
    /** What a parameter is, in the order of {@link ParameterLayout}. */
    public enum Kind {
        /** A weight matrix, (out, in). Trained; penalties and norm constraints apply. */
        WEIGHT(true, false),
        /** A bias or another vector that is added. Trained; penalties leave it out. */
        BIAS(true, true),
        /** A vector that is multiplied with: a normalisation's gains, learned slopes. Trained; penalties leave it out. */
        SCALE(true, true),
        /** What training measures on its way, as running means. No optimizer touches it. */
        STATISTIC(false, true),
        /** A matrix that never changes. */
        CONSTANT(false, false);

        private final boolean trained;
        private final boolean vector;

        Kind(boolean trained, boolean vector) {
            this.trained = trained;
            this.vector = vector;
        }

        /** Whether optimizers change it, by its gradient. */
        public boolean trained() {
            return trained;
        }
    }

    /** What a parameter starts from. */
    public sealed interface Initial {
        /**
         * What an {@link Initializer} draws.
         *
         * @param before the activation that follows, which decides on the initializer unless somebody names one
         */
        record Drawn(Activation before) implements Initial {}

        /** What the configuration says that biases start from. */
        record Bias() implements Initial {}

        /** That number. */
        record Constant(double value) implements Initial {}

        /** Normal numbers of that standard deviation, with a seed of their own. */
        record Normal(double deviation, long seed) implements Initial {}

        /** Half turns of each column by powers of two, 2⁰/2 to 2ᵒ⁻¹/2: o rows for each column, and 0 in the others. */
        record Octaves(int octaves) implements Initial {}
    }

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException when there are more than 2³¹ - 1 elements
     */
    public Parameter {
        if ((long) rows * columns > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    name + " would be " + rows + " x " + columns + "; a parameter has at most 2147483647 elements");
        }
    }

    /** A weight matrix. */
    static Parameter weight(String name, int outputs, int inputs) {
        return new Parameter(name, Kind.WEIGHT, outputs, inputs, new Initial.Drawn(new Activation.Identity()));
    }

    /** A bias that starts as the configuration says. */
    static Parameter bias(String name, int length) {
        return new Parameter(name, Kind.BIAS, 1, length, new Initial.Bias());
    }

    /** A vector that starts from one number. */
    static Parameter vector(String name, Kind kind, int length, double initial) {
        return new Parameter(name, kind, 1, length, new Initial.Constant(initial));
    }

    /** The number of elements. */
    public int size() {
        return rows * columns;
    }

    /** The shape in model files: (rows, columns) of a matrix, the length of a vector. */
    public List<Integer> shape() {
        return kind.vector ? List.of(columns) : List.of(rows, columns);
    }

    Parameter withPrefix(String prefix) {
        return new Parameter(prefix + name, kind, rows, columns, initial);
    }

    /** The same in a layer that this activation follows. */
    Parameter before(Activation activation) {
        return initial instanceof Initial.Drawn
                ? new Parameter(name, kind, rows, columns, new Initial.Drawn(activation))
                : this;
    }
}
