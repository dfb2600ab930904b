package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * An elementwise activation: y = f(x).
 *
 * @param x any shape
 * @param activation f
 * @param y of x's shape; may be x itself
 */
public record Activate(MatrixView x, Activation activation, MatrixView y) implements Op {
    public Activate {
        Checks.type("Activate", "x", x, FLOAT32);
        Checks.type("Activate", "y", y, FLOAT32);
        Checks.sameShape("Activate", "x", x, "y", y);
        Checks.noOverlap("Activate", Arrays.asList(x), Arrays.asList(y), x);
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
        return x.size();
    }
}
