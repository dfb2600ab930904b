package io.percept.backend;

/**
 * A limit on gradients, penalties included: on each of them, or on the norm of all of them together.
 *
 * @param value the largest absolute value of a gradient; infinite for none
 * @param norm the largest norm of all gradients (R. Pascanu, T. Mikolov, Y. Bengio, 2013); infinite for none
 */
public record Clipping(double value, double norm) {
    public static final Clipping NONE = new Clipping(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Clipping {
        if (!(value > 0)) {
            throw new IllegalArgumentException("the largest gradient is " + value + "; it must be positive");
        }
        if (!(norm > 0)) {
            throw new IllegalArgumentException(
                    "the largest norm of the gradients is " + norm + "; it must be positive");
        }
        if (Double.isFinite(value) && Double.isFinite(norm)) {
            throw new IllegalArgumentException("gradients are clipped by value or by norm, not by both");
        }
    }

    /** Every gradient is brought to [-value, value]. */
    public static Clipping byValue(double value) {
        return new Clipping(value, Double.POSITIVE_INFINITY);
    }

    /** Where the norm is larger, all gradients are scaled down to it. */
    public static Clipping byNorm(double norm) {
        return new Clipping(Double.POSITIVE_INFINITY, norm);
    }
}
