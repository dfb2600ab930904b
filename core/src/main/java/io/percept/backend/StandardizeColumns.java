package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * Batch normalisation in evaluation: y = (x - mean) / √(variance + ε) · gain + shift, column by column, with given statistics.
 *
 * @param x batch x units
 * @param mean 1 x units
 * @param variance 1 x units
 * @param gain 1 x units
 * @param shift 1 x units
 * @param epsilon ε, positive
 * @param y of x's shape; may be x itself
 */
public record StandardizeColumns(
        MatrixView x,
        MatrixView mean,
        MatrixView variance,
        MatrixView gain,
        MatrixView shift,
        double epsilon,
        MatrixView y)
        implements Op {
    private static final String NAME = "StandardizeColumns";

    public StandardizeColumns {
        Checks.type(NAME, "x", x, FLOAT32);
        Checks.type(NAME, "y", y, FLOAT32);
        Checks.sameShape(NAME, "x", x, "y", y);
        Checks.columnVectors(NAME, x, List.of("mean", "variance", "gain", "shift"), mean, variance, gain, shift);
        Checks.positive(NAME, "epsilon", epsilon);
        Checks.noOverlap(NAME, Arrays.asList(x, mean, variance, gain, shift), Arrays.asList(y), x);
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(x, mean, variance, gain, shift);
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
