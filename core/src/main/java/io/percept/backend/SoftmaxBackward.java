package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * The gradient of {@link Softmax}'s input, row by row: dx = y ⊙ (dy - Σ dy ⊙ y); for the logarithm dx = dy - exp(y) Σ dy.
 *
 * @param dy gradient of the outputs, batch x classes
 * @param y the outputs, of dy's shape
 * @param logarithm whether y is the logarithm
 * @param dx receives the gradient, of dy's shape; may be dy itself
 */
public record SoftmaxBackward(MatrixView dy, MatrixView y, boolean logarithm, MatrixView dx) implements Op {
    private static final String NAME = "SoftmaxBackward";

    public SoftmaxBackward {
        Checks.type(NAME, "dy", dy, FLOAT32);
        Checks.type(NAME, "y", y, FLOAT32);
        Checks.type(NAME, "dx", dx, FLOAT32);
        Checks.sameShape(NAME, "dy", dy, "y", y);
        Checks.sameShape(NAME, "dy", dy, "dx", dx);
        Checks.noOverlap(NAME, Arrays.asList(dy, y), Arrays.asList(dx), dy);
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(dy, y);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(dx);
    }

    @Override
    public long flops() {
        return 4 * dy.size();
    }
}
