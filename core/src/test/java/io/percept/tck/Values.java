package io.percept.tck;

import io.percept.backend.CounterRandom;

/** Fills an operand, element by element in the order of its rows. */
@FunctionalInterface
public interface Values {
    /** The next element: row {@code row}, column {@code column}. */
    double next(Mode mode, CounterRandom random, int row, int column);

    /** Integers from -4 to 4; standard normal numbers. */
    static Values signed() {
        return signed(1);
    }

    /** Integers from -4 to 4; normal numbers of that standard deviation. */
    static Values signed(double deviation) {
        return (mode, random, row, column) ->
                mode == Mode.EXACT ? random.nextInt(9) - 4 : deviation * random.nextGaussian();
    }

    /** Integers from 0 to 4; the squares of normal numbers. */
    static Values notNegative() {
        return (mode, random, row, column) -> {
            double gaussian = random.nextGaussian();
            return mode == Mode.EXACT ? Math.min(4, Math.rint(gaussian * gaussian)) : gaussian * gaussian;
        };
    }

    /** Integers from 0 to bound - 1, in both modes. */
    static Values below(int bound) {
        return (mode, random, row, column) -> random.nextInt(bound);
    }

    /** 0 or 1; numbers in [0, 1). */
    static Values unit() {
        return (mode, random, row, column) -> mode == Mode.EXACT ? random.nextInt(2) : random.nextDouble();
    }

    /** The same number everywhere, in both modes. */
    static Values all(double value) {
        return (mode, random, row, column) -> value;
    }

    /** Given numbers, row by row, in both modes. */
    static Values of(int columns, double... values) {
        double[] copy = values.clone();
        return (mode, random, row, column) -> copy[row * columns + column];
    }
}
