package io.percept.backend;

/**
 * A penalty on weights that is added to the loss: l1 Σ|w| + l2 Σw². Its gradient is l1 sign(w) + 2 l2 w. Biases are left out.
 *
 * @param l1 weight of the absolute values, not negative
 * @param l2 weight of the squares, not negative
 */
public record Regularizer(double l1, double l2) {
    public static final Regularizer NONE = new Regularizer(0, 0);

    public Regularizer {
        if (!(l1 >= 0 && l1 < Double.POSITIVE_INFINITY && l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "l1 is " + l1 + " and l2 is " + l2 + "; both must be finite and not negative");
        }
    }

    /** Whether there is no penalty. */
    public boolean isNone() {
        return l1 == 0 && l2 == 0;
    }

    /** The penalty's derivative at one weight; 0 where there is none, whatever the weight. */
    public double gradient(double w) {
        return isNone() ? 0 : l1 * Math.signum(w) + 2 * l2 * w;
    }
}
