package io.percept.tck;

import io.percept.backend.CounterRandom;
import io.percept.backend.ElementType;

/**
 * A matrix that a case's operations read or write.
 *
 * @param name its name within the case
 * @param role what the operations do with it
 * @param type what its elements are
 * @param rows number of rows
 * @param columns number of columns
 * @param values what it holds at first; null for an output
 */
public record Operand(String name, Role role, ElementType type, int rows, int columns, Values values) {
    /** The number of elements. */
    public int size() {
        return rows * columns;
    }

    /** The elements at first, row by row, as values of the operand's type; outputs get {@code prefill}. */
    double[] initial(Mode mode, CounterRandom random, double prefill) {
        double[] elements = new double[size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = role == Role.OUTPUT ? prefill : (float) values.next(mode, random, i / columns, i % columns);
        }
        return elements;
    }
}
