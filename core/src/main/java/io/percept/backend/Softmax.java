package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * Row by row: y = exp(x - max x) / Σ exp(x - max x); or its logarithm, x - max x - log Σ exp(x - max x). Subtracting the maximum
 * changes nothing in exact arithmetic and keeps every exponent at or below 0.
 *
 * @param x batch x classes
 * @param logarithm whether y is the logarithm
 * @param y of x's shape; may be x itself
 */
public record Softmax(MatrixView x, boolean logarithm, MatrixView y) implements Op {
    public Softmax {
        Checks.type("Softmax", "x", x, FLOAT32);
        Checks.type("Softmax", "y", y, FLOAT32);
        Checks.sameShape("Softmax", "x", x, "y", y);
        Checks.noOverlap("Softmax", Arrays.asList(x), Arrays.asList(y), x);
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
        return 5 * x.size();
    }
}
