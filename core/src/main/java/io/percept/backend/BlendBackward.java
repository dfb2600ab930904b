package io.percept.backend;

import java.util.Arrays;
import java.util.List;

/**
 * The gradients of {@link Blend}'s operands: dt = dy (h - x), dh = dy t, dx = dy (1 - t).
 *
 * @param dy gradient of the output, any shape
 * @param t what the forward operation had, of dy's shape
 * @param h the same
 * @param x the same
 * @param dt of dy's shape
 * @param dh of dy's shape
 * @param dx of dy's shape; may be dy itself
 */
public record BlendBackward(
        MatrixView dy, MatrixView t, MatrixView h, MatrixView x, MatrixView dt, MatrixView dh, MatrixView dx)
        implements Op {
    private static final String NAME = "BlendBackward";

    public BlendBackward {
        Checks.sameShapes(NAME, List.of("dy", "t", "h", "x", "dt", "dh", "dx"), dy, t, h, x, dt, dh, dx);
        Checks.noOverlap(NAME, Arrays.asList(dy, t, h, x), Arrays.asList(dt, dh));
        Checks.noOverlap(NAME, Arrays.asList(dy, t, h, x), Arrays.asList(dx), dy);
        Checks.noOverlap(NAME, Arrays.asList(dt, dh), Arrays.asList(dx));
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(dy, t, h, x);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(dt, dh, dx);
    }

    @Override
    public long flops() {
        return 5 * dy.size();
    }
}
