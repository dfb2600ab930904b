package io.percept.cli.bench;

import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;

/**
 * A matrix product C (m x n) over k as a dense layer has it.
 *
 * @param form which operand is stored transposed: NT in the forward pass, NN for the gradient of inputs, TN for that of weights
 */
public record Product(String form, int m, int n, int k) {
    /** Floating-point operations. */
    public double flops() {
        return 2.0 * m * n * k;
    }

    /** "m x n x k", as reports show it. */
    public String size() {
        return m + " x " + n + " x " + k;
    }

    /** The operation, with random operands. */
    public Op on(Operands operands) {
        MatrixView a = operands.random(rowsOfA(), m * k / rowsOfA());
        MatrixView b = operands.random(rowsOfB(), n * k / rowsOfB());
        return of(a, b, operands.random(m, n));
    }

    /** Rows of the first operand as it is stored. */
    public int rowsOfA() {
        return form.equals("TN") ? k : m;
    }

    /** Rows of the second operand as it is stored. */
    public int rowsOfB() {
        return form.equals("NT") ? n : k;
    }

    /** The operation that writes the product of a and b, as they are stored, to c. */
    public Op of(MatrixView a, MatrixView b, MatrixView c) {
        return switch (form) {
            case "NT" -> new Affine(a, b, null, c);
            case "NN" -> new AffineBackwardInput(a, b, c);
            default -> new AffineBackwardWeights(a, b, false, c, null);
        };
    }
}
