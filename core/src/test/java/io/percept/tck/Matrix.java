package io.percept.tck;

import java.util.Arrays;

/** A copy of a view's elements, row by row. */
final class Matrix {
    private final int rows;
    private final int columns;
    private final double[] values;

    Matrix(int rows, int columns, double[] values) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    double[] values() {
        return values;
    }

    double at(int row, int column) {
        return values[row * columns + column];
    }

    int integerAt(int row, int column) {
        return (int) at(row, column);
    }

    double[] row(int row) {
        return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
    }
}
