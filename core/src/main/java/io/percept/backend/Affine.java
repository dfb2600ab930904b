package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A dense layer: z = x wᵀ + b, y = f(z).
 *
 * @param x inputs, batch x in
 * @param w weights, out x in
 * @param b biases, 1 x out, or null for none
 * @param activation f
 * @param z receives the pre-activations, batch x out; or null when nobody needs them
 * @param y receives the outputs, batch x out
 */
public record Affine(MatrixView x, MatrixView w, MatrixView b, Activation activation, MatrixView z, MatrixView y)
        implements Op {
    public Affine {
        Checks.type("Affine", "x", x, FLOAT32);
        Checks.type("Affine", "w", w, FLOAT32);
        Checks.type("Affine", "y", y, FLOAT32);
        Checks.shapes(
                x.columns() == w.columns(), "Affine", "x", x, "w", w, "w must have x's " + x.columns() + " columns");
        Checks.shapes(
                y.rows() == x.rows() && y.columns() == w.rows(),
                "Affine",
                "y",
                y,
                "x",
                x,
                "y must be " + x.rows() + " x " + w.rows());
        if (b != null) {
            Checks.type("Affine", "b", b, FLOAT32);
            Checks.vector("Affine", "b", b, w.rows(), "a bias for each row of w");
        }
        if (z != null) {
            Checks.type("Affine", "z", z, FLOAT32);
            Checks.sameShape("Affine", "z", z, "y", y);
        }
        Checks.noOverlap("Affine", Arrays.asList(x, w, b), Arrays.asList(z, y));
    }

    /** y = x wᵀ + b. */
    public Affine(MatrixView x, MatrixView w, MatrixView b, MatrixView y) {
        this(x, w, b, new Activation.Identity(), null, y);
    }

    @Override
    public List<MatrixView> inputs() {
        return b == null ? List.of(x, w) : List.of(x, w, b);
    }

    @Override
    public List<MatrixView> outputs() {
        return z == null ? List.of(y) : List.of(z, y);
    }

    @Override
    public long flops() {
        int extras = Stream.of(b != null, !(activation instanceof Activation.Identity))
                .mapToInt(there -> there ? 1 : 0)
                .sum();
        return 2 * x.size() * w.rows() + extras * y.size();
    }
}
