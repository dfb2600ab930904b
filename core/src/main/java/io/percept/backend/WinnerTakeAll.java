package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * Row by row: y is 1 at the first largest element of x and 0 elsewhere. A row that has NaN has no winner and becomes NaN. It has no
 * gradient: it is for inference.
 *
 * @param x batch x units
 * @param y of x's shape; may be x itself
 */
public record WinnerTakeAll(MatrixView x, MatrixView y) implements Op {
    public WinnerTakeAll {
        Checks.type("WinnerTakeAll", "x", x, FLOAT32);
        Checks.type("WinnerTakeAll", "y", y, FLOAT32);
        Checks.sameShape("WinnerTakeAll", "x", x, "y", y);
        Checks.noOverlap("WinnerTakeAll", Arrays.asList(x), Arrays.asList(y), x);
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
