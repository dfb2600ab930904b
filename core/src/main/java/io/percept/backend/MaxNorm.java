package io.percept.backend;

/**
 * A limit on the norm of the weights into each unit (N. Srivastava et al., "Dropout", 2014): after every step, rows of a weight matrix with a
 * larger norm are multiplied by limit / (norm + ε).
 *
 * @param limit at least 10⁻¹²; infinite for none
 * @param epsilon ε, not negative; PyTorch's renorm has 10⁻⁷
 */
public record MaxNorm(double limit, double epsilon) {
    /** Of a row that is longer, the squares of weights that matter do not vanish in float32. */
    private static final double SMALLEST = 1e-12;

    public static final MaxNorm NONE = new MaxNorm(Double.POSITIVE_INFINITY);

    public MaxNorm {
        if (!(limit >= SMALLEST)) {
            throw new IllegalArgumentException(
                    "the largest norm of a row is " + limit + "; it must be at least " + SMALLEST);
        }
        Checks.notNegative("epsilon", epsilon);
    }

    /** With ε = 0. */
    public MaxNorm(double limit) {
        this(limit, 0);
    }

    /** Whether nothing is limited. */
    public boolean isNone() {
        return limit == Double.POSITIVE_INFINITY;
    }
}
