package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * The gradient of a dense layer's input: dx = (dz w) ⊙ f′(value), or dx += that. Where the layer below ends in an elementwise
 * activation f, this carries the gradient through f at once.
 *
 * @param dz gradient of the pre-activations, batch x out
 * @param w weights, out x in
 * @param activation f; {@link Activation.Identity} for none
 * @param value what f′ is computed from, batch x in: f's output, or its input where {@link Activation#derivativeFromOutput()} is
 *     false; null for none
 * @param accumulate whether to add to dx rather than to set it
 * @param dx receives the gradient, batch x in
 */
public record AffineBackwardInput(
        MatrixView dz, MatrixView w, Activation activation, MatrixView value, boolean accumulate, MatrixView dx)
        implements Op {
    private static final String NAME = "AffineBackwardInput";

    public AffineBackwardInput {
        Checks.type(NAME, "dz", dz, FLOAT32);
        Checks.type(NAME, "w", w, FLOAT32);
        Checks.type(NAME, "dx", dx, FLOAT32);
        Checks.shapes(dz.columns() == w.rows(), NAME, "dz", dz, "w", w, "w must have " + dz.columns() + " rows");
        Checks.shapes(
                dx.rows() == dz.rows() && dx.columns() == w.columns(),
                NAME,
                "dx",
                dx,
                "w",
                w,
                "dx must be " + dz.rows() + " x " + w.columns());
        if (value == null && !(activation instanceof Activation.Identity)) {
            throw new IllegalArgumentException(NAME + ": the derivative of " + activation.name() + " needs a value");
        }
        if (value != null) {
            Checks.type(NAME, "value", value, FLOAT32);
            Checks.sameShape(NAME, "value", value, "dx", dx);
        }
        Checks.noOverlap(NAME, Arrays.asList(dz, w, value), Arrays.asList(dx));
    }

    /** dx = dz w. */
    public AffineBackwardInput(MatrixView dz, MatrixView w, MatrixView dx) {
        this(dz, w, new Activation.Identity(), null, false, dx);
    }

    @Override
    public List<MatrixView> inputs() {
        if (value == null) {
            return accumulate ? List.of(dz, w, dx) : List.of(dz, w);
        }
        return accumulate ? List.of(dz, w, value, dx) : List.of(dz, w, value);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(dx);
    }

    @Override
    public long flops() {
        return 2 * dz.size() * w.columns() + (value == null ? 0 : 2 * dx.size()) + (accumulate ? dx.size() : 0);
    }
}
