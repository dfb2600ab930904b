package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * The gradients of {@link PRelu}'s input and slopes: dx = dy where x > 0, else slope dy; dslope = or += the sum of dy x where x is not
 * above 0, down each column, or over all of them where the slope is shared.
 *
 * @param dy gradient of the outputs, batch x units
 * @param x the inputs, of dy's shape
 * @param slope 1 x 1 or 1 x units
 * @param accumulate whether to add to dslope rather than to set it
 * @param dx receives the gradient of the inputs, of dy's shape; may be dy itself
 * @param dslope receives the gradient of the slopes, of slope's shape
 */
public record PReluBackward(
        MatrixView dy, MatrixView x, MatrixView slope, boolean accumulate, MatrixView dx, MatrixView dslope)
        implements Op {
    private static final String NAME = "PReluBackward";

    public PReluBackward {
        Checks.type(NAME, "dy", dy, FLOAT32);
        Checks.type(NAME, "x", x, FLOAT32);
        Checks.type(NAME, "dx", dx, FLOAT32);
        Checks.type(NAME, "dslope", dslope, FLOAT32);
        Checks.sameShape(NAME, "dy", dy, "x", x);
        Checks.sameShape(NAME, "dy", dy, "dx", dx);
        PRelu.checkSlope(NAME, "slope", slope, x);
        Checks.sameShape(NAME, "slope", slope, "dslope", dslope);
        Checks.noOverlap(NAME, Arrays.asList(dy, x, slope), Arrays.asList(dx, dslope), dy);
    }

    /** The column of the slope of unit {@code column}. */
    public int slopeOf(int column) {
        return slope.columns() == 1 ? 0 : column;
    }

    @Override
    public List<MatrixView> inputs() {
        return accumulate ? List.of(dy, x, slope, dslope) : List.of(dy, x, slope);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(dx, dslope);
    }

    @Override
    public long flops() {
        return 3 * dy.size();
    }
}
