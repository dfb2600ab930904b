package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * The gradients of {@link NormalizeColumns}, column by column, with n = (x - mean) · inverse and means over the batch's rows: dshift = or
 * += Σ dy, dgain = or += Σ dy n, dx = gain · inverse · (dy - mean(dy) - n · mean(dy n)).
 *
 * @param dy gradient of the outputs, batch x units
 * @param x the inputs, of dy's shape
 * @param mean what the forward operation received, 1 x units
 * @param inverse the same
 * @param gain 1 x units
 * @param accumulate whether to add to dgain and dshift rather than to set them
 * @param dx receives the gradient of the inputs, of dy's shape; may be dy itself
 * @param dgain receives the gradient of the gain, 1 x units
 * @param dshift receives the gradient of the shift, 1 x units
 */
public record NormalizeColumnsBackward(
        MatrixView dy,
        MatrixView x,
        MatrixView mean,
        MatrixView inverse,
        MatrixView gain,
        boolean accumulate,
        MatrixView dx,
        MatrixView dgain,
        MatrixView dshift)
        implements Op {
    private static final String NAME = "NormalizeColumnsBackward";

    public NormalizeColumnsBackward {
        Checks.type(NAME, "dy", dy, FLOAT32);
        Checks.type(NAME, "x", x, FLOAT32);
        Checks.type(NAME, "dx", dx, FLOAT32);
        Checks.sameShape(NAME, "dy", dy, "x", x);
        Checks.sameShape(NAME, "dy", dy, "dx", dx);
        Checks.columnVectors(
                NAME, x, List.of("mean", "inverse", "gain", "dgain", "dshift"), mean, inverse, gain, dgain, dshift);
        Checks.noOverlap(NAME, Arrays.asList(dy, x, mean, inverse, gain), Arrays.asList(dx, dgain, dshift), dy);
    }

    @Override
    public List<MatrixView> inputs() {
        return accumulate ? List.of(dy, x, mean, inverse, gain, dgain, dshift) : List.of(dy, x, mean, inverse, gain);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(dx, dgain, dshift);
    }

    @Override
    public long flops() {
        return 10 * dy.size();
    }
}
