package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * The elementwise sum of two matrices: y = a + b.
 *
 * @param a any shape
 * @param b of a's shape
 * @param y of a's shape; may be a or b itself
 */
public record Add(MatrixView a, MatrixView b, MatrixView y) implements Op {
    public Add {
        Checks.type("Add", "a", a, FLOAT32);
        Checks.type("Add", "b", b, FLOAT32);
        Checks.type("Add", "y", y, FLOAT32);
        Checks.sameShape("Add", "a", a, "b", b);
        Checks.sameShape("Add", "a", a, "y", y);
        Checks.noOverlap("Add", Arrays.asList(a, b), Arrays.asList(y), a, b);
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
