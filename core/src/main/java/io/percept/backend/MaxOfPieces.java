package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * Maxout's maximum (I. Goodfellow et al., "Maxout Networks", 2013): unit u of y is the largest of columns u k to u k + k - 1 of x, k being
 * the number of pieces. NaN counts as larger than every number.
 *
 * @param x batch x (units k)
 * @param y batch x units
 */
public record MaxOfPieces(MatrixView x, MatrixView y) implements Op {
    public MaxOfPieces {
        Checks.type("MaxOfPieces", "x", x, FLOAT32);
        Checks.type("MaxOfPieces", "y", y, FLOAT32);
        checkPieces("MaxOfPieces", "x", x, "y", y);
        Checks.noOverlap("MaxOfPieces", Arrays.asList(x), Arrays.asList(y));
    }

    static void checkPieces(String op, String name, MatrixView x, String other, MatrixView y) {
        Checks.shapes(
                x.rows() == y.rows() && x.columns() % y.columns() == 0,
                op,
                name,
                x,
                other,
                y,
                "they must have the same rows, and " + name + " a multiple of " + other + "'s columns");
    }

    /** The number of columns that each unit chooses from. */
    public int pieces() {
        return x.columns() / y.columns();
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(x);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(y);
    }

    @Override
    public long flops() {
        return x.size() - y.size();
    }
}
