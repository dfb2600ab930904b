package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * The gradient of {@link MaxOfPieces}'s input: the first largest piece of each unit receives the unit's gradient, the others 0. NaN
 * counts as larger than every number.
 *
 * @param dy gradient of the outputs, batch x units
 * @param x the inputs, batch x (units k)
 * @param dx receives the gradient, of x's shape
 */
public record MaxOfPiecesBackward(MatrixView dy, MatrixView x, MatrixView dx) implements Op {
    private static final String NAME = "MaxOfPiecesBackward";

    public MaxOfPiecesBackward {
        Checks.type(NAME, "dy", dy, FLOAT32);
        Checks.type(NAME, "x", x, FLOAT32);
        Checks.type(NAME, "dx", dx, FLOAT32);
        MaxOfPieces.checkPieces(NAME, "x", x, "dy", dy);
        Checks.sameShape(NAME, "x", x, "dx", dx);
        Checks.noOverlap(NAME, Arrays.asList(dy, x), Arrays.asList(dx));
    }

    /** The number of columns that each unit chooses from. */
    public int pieces() {
        return x.columns() / dy.columns();
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(dy, x);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(dx);
    }

    @Override
    public long flops() {
        return x.size() - dy.size();
    }
}
