package io.percept.nn;

/**
 * A matrix that training changes.
 *
 * @param name the name in model files, PyTorch's for the same network: {@code 0.weight}, {@code 0.bias}
 * @param kind what it is, which decides how it starts and whether penalties apply
 * @param rows rows; outputs of a weight matrix, 1 for a bias
 * @param columns columns; inputs of a weight matrix, the length of a bias
 */
public record Parameter(String name, Kind kind, int rows, int columns) {
    /** What a parameter is. */
    public enum Kind {
        /** A weight matrix, (out, in). Penalties apply. */
        WEIGHT,
        /** A bias, one for each output. Penalties leave it out. */
        BIAS
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

    /** The number of elements. */
    public int size() {
        return rows * columns;
    }

    Parameter withPrefix(String prefix) {
        return new Parameter(prefix + name, kind, rows, columns);
    }
}
