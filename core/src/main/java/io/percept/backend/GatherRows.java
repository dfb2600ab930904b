package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects a batch: row i of y is row permutation[cursor · stride + i] of source, converted to y's type and, for values,
 * standardised: (source - mean) · scale, column by column.
 *
 * <p>The caller answers for the positions and the permutation's entries being in range; a backend must not read outside its buffers
 * whatever they are.
 *
 * @param source the data set, any number of rows; values (float32 or uint8) when y is float32, labels (int32) when y is int32
 * @param permutation row numbers, 1 x n int32
 * @param cursor 1 x 1 int32
 * @param stride rows of a full batch; y may have fewer, at the end of a data set
 * @param mean 1 x columns float32, or null for no standardisation
 * @param scale 1 x columns float32, or null with mean
 * @param y receives the batch
 */
public record GatherRows(
        MatrixView source,
        MatrixView permutation,
        MatrixView cursor,
        int stride,
        MatrixView mean,
        MatrixView scale,
        MatrixView y)
        implements Op {
    private static final String NAME = "GatherRows";

    public GatherRows {
        Checks.type(NAME, "permutation", permutation, INT32);
        Checks.vector(NAME, "permutation", permutation, permutation.columns(), "a row number for each row");
        Checks.cursor(NAME, cursor);
        Checks.shapes(
                source.columns() == y.columns(), NAME, "source", source, "y", y, "they must have the same columns");
        if (y.type() != FLOAT32 && y.type() != INT32) {
            throw new IllegalArgumentException(NAME + ": y holds " + y.type() + "; it must hold FLOAT32 or INT32");
        }
        if ((source.type() == INT32) != (y.type() == INT32)) {
            throw new IllegalArgumentException(
                    NAME + ": source holds " + source.type() + " but y holds " + y.type() + "; labels stay labels");
        }
        if (stride < y.rows()) {
            throw new IllegalArgumentException(
                    NAME + ": stride is " + stride + "; it must be at least y's " + y.rows() + " rows");
        }
        if ((mean == null) != (scale == null)) {
            throw new IllegalArgumentException(NAME + ": mean and scale go together");
        }
        if (mean != null) {
            Checks.type(NAME, "y", y, FLOAT32);
            Checks.type(NAME, "mean", mean, FLOAT32);
            Checks.type(NAME, "scale", scale, FLOAT32);
            Checks.vector(NAME, "mean", mean, y.columns(), "one for each column");
            Checks.vector(NAME, "scale", scale, y.columns(), "one for each column");
        }
        Checks.noOverlap(NAME, Arrays.asList(source, permutation, cursor, mean, scale), Arrays.asList(y));
    }

    /** Without standardisation. */
    public GatherRows(MatrixView source, MatrixView permutation, MatrixView cursor, int stride, MatrixView y) {
        this(source, permutation, cursor, stride, null, null, y);
    }

    @Override
    public List<MatrixView> inputs() {
        List<MatrixView> inputs = new ArrayList<>(List.of(source, permutation, cursor));
        if (mean != null) {
            inputs.addAll(List.of(mean, scale));
        }
        return List.copyOf(inputs);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(y);
    }

    @Override
    public long flops() {
        return mean == null ? 0 : 2 * y.size();
    }

    /** Only the rows that are gathered are moved, not the whole source. */
    @Override
    public long bytes() {
        return y.size() * source.type().bytes() + y.bytes() + (mean == null ? 0 : mean.bytes() + scale.bytes());
    }
}
