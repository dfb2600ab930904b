package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * Batch normalisation in training (S. Ioffe, C. Szegedy, 2015), as PyTorch does it, column by column: with the mean and the variance v of
 * the batch's n rows, y = (x - mean) · inverse · gain + shift, where inverse = 1 / √(v + ε) and v divides by n. The running statistics
 * follow: running ← (1 - momentum) running + momentum · the batch's, where the variance divides by n - 1.
 *
 * @param x batch x units, at least 2 rows
 * @param gain 1 x units
 * @param shift 1 x units
 * @param epsilon ε, positive
 * @param momentum the weight of the batch in the running statistics, in [0, 1]
 * @param mean receives the batch's mean, 1 x units
 * @param inverse receives 1 / √(v + ε), 1 x units
 * @param runningMean is brought up to date, 1 x units
 * @param runningVariance is brought up to date, 1 x units
 * @param y of x's shape
 */
public record NormalizeColumns(
        MatrixView x,
        MatrixView gain,
        MatrixView shift,
        double epsilon,
        double momentum,
        MatrixView mean,
        MatrixView inverse,
        MatrixView runningMean,
        MatrixView runningVariance,
        MatrixView y)
        implements Op {
    private static final String NAME = "NormalizeColumns";

    public NormalizeColumns {
        Checks.type(NAME, "x", x, FLOAT32);
        Checks.type(NAME, "y", y, FLOAT32);
        Checks.sameShape(NAME, "x", x, "y", y);
        if (x.rows() < 2) {
            throw new IllegalArgumentException(
                    NAME + ": x is " + x.shape() + "; one row has no variance, there must be at least 2");
        }
        Checks.columnVectors(NAME, x, List.of("gain", "shift"), gain, shift);
        Checks.columnVectors(
                NAME,
                x,
                List.of("mean", "inverse", "runningMean", "runningVariance"),
                mean,
                inverse,
                runningMean,
                runningVariance);
        Checks.positive(NAME, "epsilon", epsilon);
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException(NAME + ": momentum is " + momentum + "; it must be 0 to 1");
        }
        Checks.noOverlap(
                NAME, Arrays.asList(x, gain, shift), Arrays.asList(mean, inverse, runningMean, runningVariance, y));
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(x, gain, shift, runningMean, runningVariance);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(mean, inverse, runningMean, runningVariance, y);
    }

    @Override
    public long flops() {
        return 7 * x.size();
    }
}
