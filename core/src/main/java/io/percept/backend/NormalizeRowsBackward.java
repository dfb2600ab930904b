package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * The gradients of {@link NormalizeRows}, with n = (x - mean) · inverse: dshift = or += the column sums of dy, dgain = or += those of dy n,
 * and with g = dy · gain and means over a row, dx = inverse · (g - mean(g) - n · mean(g n)).
 *
 * @param dy gradient of the outputs, batch x units
 * @param x the inputs, of dy's shape
 * @param mean what the forward operation received, 1 x batch
 * @param inverse the same
 * @param gain 1 x units
 * @param accumulate whether to add to dgain and dshift rather than to set them
 * @param dx receives the gradient of the inputs, of dy's shape; may be dy itself
 * @param dgain receives the gradient of the gain, 1 x units
 * @param dshift receives the gradient of the shift, 1 x units
 */
public record NormalizeRowsBackward(
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
    private static final String NAME = "NormalizeRowsBackward";

    public NormalizeRowsBackward {
        Checks.type(NAME, "dy", dy, FLOAT32);
        Checks.type(NAME, "x", x, FLOAT32);
        Checks.type(NAME, "dx", dx, FLOAT32);
        Checks.sameShape(NAME, "dy", dy, "x", x);
        Checks.sameShape(NAME, "dy", dy, "dx", dx);
        Checks.rowStatistics(NAME, x, mean, inverse);
        Checks.columnVectors(NAME, x, List.of("gain", "dgain", "dshift"), gain, dgain, dshift);
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
        return 11 * dy.size();
    }
}
