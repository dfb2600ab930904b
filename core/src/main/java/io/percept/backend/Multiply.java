package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * The elementwise product of two matrices: y = a ⊙ b.
 *
 * @param a any shape
 * @param b of a's shape
 * @param y of a's shape; may be a or b itself
 */
public record Multiply(MatrixView a, MatrixView b, MatrixView y) implements Op {
    public Multiply {
        Checks.type("Multiply", "a", a, FLOAT32);
        Checks.type("Multiply", "b", b, FLOAT32);
        Checks.type("Multiply", "y", y, FLOAT32);
        Checks.sameShape("Multiply", "a", a, "b", b);
        Checks.sameShape("Multiply", "a", a, "y", y);
        Checks.noOverlap("Multiply", Arrays.asList(a, b), Arrays.asList(y), a, b);
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(a, b);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(y);
    }

    @Override
    public long flops() {
        return a.size();
    }
}
