package io.percept.backend;

import java.util.Arrays;
import java.util.List;

/**
 * A mean of two matrices, weighted element by element: y = t h + (1 - t) x. With t from a learned gate it is the output of a highway layer
 * (R. K. Srivastava, K. Greff, J. Schmidhuber, 2015).
 *
 * @param t weights, any shape
 * @param h of t's shape
 * @param x of t's shape
 * @param y of t's shape
 */
public record Blend(MatrixView t, MatrixView h, MatrixView x, MatrixView y) implements Op {
    public Blend {
        Checks.sameShapes("Blend", List.of("t", "h", "x", "y"), t, h, x, y);
        Checks.noOverlap("Blend", Arrays.asList(t, h, x), Arrays.asList(y));
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(t, h, x);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(y);
    }

    @Override
    public long flops() {
        return 4 * t.size();
    }
}
