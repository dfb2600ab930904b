package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * The gradient of an elementwise activation's input: dx = dy ⊙ f′(value).
 *
 * @param dy gradient of the outputs, any shape
 * @param activation f
 * @param value what f′ is computed from, of dy's shape: f's output, or its input where {@link Activation#derivativeFromOutput()} is
 *     false
 * @param dx receives the gradient, of dy's shape; may be dy itself
 */
public record ActivateBackward(MatrixView dy, Activation activation, MatrixView value, MatrixView dx) implements Op {
    private static final String NAME = "ActivateBackward";

    public ActivateBackward {
        Checks.type(NAME, "dy", dy, FLOAT32);
        Checks.type(NAME, "value", value, FLOAT32);
        Checks.type(NAME, "dx", dx, FLOAT32);
        Checks.sameShape(NAME, "dy", dy, "value", value);
        Checks.sameShape(NAME, "dy", dy, "dx", dx);
        Checks.noOverlap(NAME, Arrays.asList(dy, value), Arrays.asList(dx), dy);
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(dy, value);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(dx);
    }

    @Override
    public long flops() {
        return 2 * dy.size();
    }
}
