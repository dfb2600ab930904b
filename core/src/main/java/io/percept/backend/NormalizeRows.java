package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * Layer normalisation (J. L. Ba, J. R. Kiros, G. E. Hinton, 2016), row by row: with the mean and the variance v of a row's elements, y =
 * (x - mean) · inverse · gain + shift, where inverse = 1 / √(v + ε), v divides by the number of columns, and gain and shift have an
 * element for each column.
 *
 * @param x batch x units
 * @param gain 1 x units
 * @param shift 1 x units
 * @param epsilon ε, positive
 * @param mean receives each row's mean, 1 x batch; null with inverse when nobody needs them
 * @param inverse receives each row's 1 / √(v + ε), 1 x batch
 * @param y of x's shape; may be x itself
 */
public record NormalizeRows(
        MatrixView x,
        MatrixView gain,
        MatrixView shift,
        double epsilon,
        MatrixView mean,
        MatrixView inverse,
        MatrixView y)
        implements Op {
    private static final String NAME = "NormalizeRows";

    public NormalizeRows {
        Checks.type(NAME, "x", x, FLOAT32);
        Checks.type(NAME, "y", y, FLOAT32);
        Checks.sameShape(NAME, "x", x, "y", y);
        Checks.columnVectors(NAME, x, List.of("gain", "shift"), gain, shift);
        Checks.positive(NAME, "epsilon", epsilon);
        if ((mean == null) != (inverse == null)) {
            throw new IllegalArgumentException(NAME + ": mean and inverse go together");
        }
        if (mean != null) {
            Checks.rowStatistics(NAME, x, mean, inverse);
        }
        Checks.noOverlap(NAME, Arrays.asList(x, gain, shift), Arrays.asList(mean, inverse, y), x);
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(x, gain, shift);
    }

    @Override
    public List<MatrixView> outputs() {
        return mean == null ? List.of(y) : List.of(mean, inverse, y);
    }

    @Override
    public long flops() {
        return 7 * x.size();
    }
}
