package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The gradients of a dense layer's parameters: dw = dzᵀ x and db = the column sums of dz, or += those.
 *
 * @param dz gradient of the pre-activations, batch x out
 * @param x the layer's inputs, batch x in
 * @param accumulate whether to add to dw and db rather than to set them
 * @param dw receives the gradient of the weights, out x in
 * @param db receives the gradient of the biases, 1 x out; or null for none
 */
public record AffineBackwardWeights(MatrixView dz, MatrixView x, boolean accumulate, MatrixView dw, MatrixView db)
        implements Op {
    private static final String NAME = "AffineBackwardWeights";

    public AffineBackwardWeights {
        Checks.type(NAME, "dz", dz, FLOAT32);
        Checks.type(NAME, "x", x, FLOAT32);
        Checks.type(NAME, "dw", dw, FLOAT32);
        Checks.shapes(dz.rows() == x.rows(), NAME, "dz", dz, "x", x, "they must have the same rows");
        Checks.shapes(
                dw.rows() == dz.columns() && dw.columns() == x.columns(),
                NAME,
                "dw",
                dw,
                "x",
                x,
                "dw must be " + dz.columns() + " x " + x.columns());
        if (db != null) {
            Checks.type(NAME, "db", db, FLOAT32);
            Checks.vector(NAME, "db", db, dz.columns(), "a bias for each column of dz");
        }
        Checks.noOverlap(NAME, Arrays.asList(dz, x), Arrays.asList(dw, db));
    }

    @Override
    public List<MatrixView> inputs() {
        return accumulate ? Stream.concat(Stream.of(dz, x), outputs().stream()).toList() : List.of(dz, x);
    }

    @Override
    public List<MatrixView> outputs() {
        return db == null ? List.of(dw) : List.of(dw, db);
    }

    @Override
    public long flops() {
        return 2 * dz.size() * x.columns()
                + (db == null ? 0 : dz.size())
                + (accumulate ? outputs().stream().mapToLong(MatrixView::size).sum() : 0);
    }
}
