package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * ReLU with a learned slope below 0 (K. He et al., "Delving Deep into Rectifiers", 2015): y = x where x > 0, else slope x.
 *
 * @param x batch x units
 * @param slope 1 x 1, one slope for all units, or 1 x units
 * @param y of x's shape; may be x itself
 */
public record PRelu(MatrixView x, MatrixView slope, MatrixView y) implements Op {
    public PRelu {
        Checks.type("PRelu", "x", x, FLOAT32);
        Checks.type("PRelu", "y", y, FLOAT32);
        Checks.sameShape("PRelu", "x", x, "y", y);
        checkSlope("PRelu", "slope", slope, x);
        Checks.noOverlap("PRelu", Arrays.asList(x, slope), Arrays.asList(y), x);
    }

    static void checkSlope(String op, String name, MatrixView slope, MatrixView x) {
        Checks.type(op, name, slope, FLOAT32);
        Checks.shapes(
                slope.rows() == 1 && (slope.columns() == 1 || slope.columns() == x.columns()),
                op,
                name,
                slope,
                "x",
                x,
                name + " must be 1 x 1 or 1 x " + x.columns());
    }

    /** The column of the slope of unit {@code column}. */
    public int slopeOf(int column) {
        return slope.columns() == 1 ? 0 : column;
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(x, slope);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(y);
    }

    @Override
    public long flops() {
        return x.size();
    }
}
