package io.percept.tck;

import io.percept.backend.Precision;

/**
 * A number and how far float32 arithmetic may have come from it: running error analysis (J. H. Wilkinson, 1986; N. J. Higham, "Accuracy
 * and Stability of Numerical Algorithms", section 3.3). Written with these, a formula yields its own error bound: every operation
 * carries the errors of its operands on and adds that of its own rounding.
 *
 * <p>Infinities and NaN are exact: they come out as such or not at all.
 *
 * @param value the number in double precision
 * @param error a bound on the absolute difference
 */
record Bounded(double value, double error) {
    /** The unit roundoff of float32: the largest relative error of rounding to nearest. */
    static final double U = 0x1p-24;

    /** The smallest float32: what rounding may add among subnormal numbers. */
    static final double TINY = 0x1p-149;

    /** An operation that IEEE 754 rounds correctly: +, -, ×, fused multiply-add, conversions. */
    private static final double ROUNDED = 1;

    /**
     * Division, exp, log and the like: 4 units in the last place, each at most 2 u of the value. OpenCL asks for 2.5 of division and 3 of
     * exp, log and sqrt; a product with a reciprocal, both rounded so, keeps within it too.
     */
    private static final double FUNCTION = 8;

    private static final Bounded ONE = new Bounded(1, 0);

    Bounded {
        if (!Double.isFinite(value)) {
            error = 0;
        }
    }

    static Bounded exact(double value) {
        return new Bounded(value, 0);
    }

    /** A number of the formula that float32 may not hold. */
    static Bounded constant(double value) {
        return rounded(value, 0, value == (float) value ? 0 : ROUNDED);
    }

    private static Bounded rounded(double value, double carried, double units) {
        return new Bounded(value, carried + units * (U * (Math.abs(value) + carried) + TINY));
    }

    /** γ(n) = n u / (1 - n u): the relative error that n roundings may add up to (Higham, lemma 3.1). */
    static double gamma(long n) {
        return n * U / (1 - n * U);
    }

    Bounded plus(Bounded other) {
        return rounded(value + other.value, error + other.error, ROUNDED);
    }

    Bounded minus(Bounded other) {
        return rounded(value - other.value, error + other.error, ROUNDED);
    }

    Bounded negated() {
        return new Bounded(-value, error);
    }

    Bounded absolute() {
        return new Bounded(Math.abs(value), error);
    }

    /** A product; one with exactly 1 rounds nothing. */
    Bounded times(Bounded other) {
        if (equals(ONE) || other.equals(ONE)) {
            return equals(ONE) ? other : this;
        }
        double carried = Math.abs(value) * other.error + Math.abs(other.value) * error + error * other.error;
        return rounded(value * other.value, carried, ROUNDED);
    }

    Bounded dividedBy(Bounded other) {
        double quotient = value / other.value;
        double smallest = Math.abs(other.value) - other.error;
        double carried =
                smallest > 0 ? (error + Math.abs(quotient) * other.error) / smallest : Double.POSITIVE_INFINITY;
        return rounded(quotient, carried, FUNCTION);
    }

    /** A multiple by a power of two, which rounds nothing. */
    Bounded timesPowerOfTwo(double factor) {
        return new Bounded(value * factor, error * Math.abs(factor));
    }

    Bounded exp() {
        double power = Math.exp(value);
        return rounded(power, power == 0 ? 0 : power * Math.expm1(error), FUNCTION);
    }

    /** e to this, less 1. */
    Bounded expm1() {
        return rounded(Math.expm1(value), Math.exp(value) * Math.expm1(error), FUNCTION);
    }

    /** The natural logarithm of a positive number. */
    Bounded log() {
        return rounded(Math.log(value), error / (value - error), FUNCTION);
    }

    /** log(1 + this). */
    Bounded log1p() {
        return rounded(Math.log1p(value), error / (1 + value - error), FUNCTION);
    }

    Bounded sqrt() {
        double root = Math.sqrt(value);
        double below = root - Math.sqrt(Math.max(0, value - error));
        double above = Math.sqrt(value + error) - root;
        return rounded(root, Math.max(below, above), FUNCTION);
    }

    /** The larger of this and 0: a Lipschitz constant of 1, and no rounding. */
    Bounded positivePart() {
        return new Bounded(Math.max(value, 0), error);
    }

    /** The larger of two numbers: no rounding, and no more error than the worse of them has. */
    Bounded larger(Bounded other) {
        return new Bounded(Math.max(value, other.value), Math.max(error, other.error));
    }

    /** The smaller of two numbers, likewise. */
    Bounded smaller(Bounded other) {
        return new Bounded(Math.min(value, other.value), Math.max(error, other.error));
    }

    /** 1 above 0, else 0; where the error leaves the side open, either. */
    Bounded step() {
        return new Bounded(value > 0 ? 1 : 0, Math.abs(value) <= error ? 1 : 0);
    }

    /** This number, or the nearer end where it lies outside: nothing is rounded, and errors beyond the ends vanish. */
    Bounded clamped(double least, double most) {
        double middle = clamp(value, least, most);
        double carried =
                Math.max(clamp(value + error, least, most) - middle, middle - clamp(value - error, least, most));
        return new Bounded(middle, carried);
    }

    private static double clamp(double x, double least, double most) {
        return Math.min(Math.max(x, least), most);
    }

    /** This number, where another one may have been computed in its place. */
    Bounded or(Bounded other) {
        return new Bounded(value, Math.max(error, Math.abs(other.value - value) + other.error));
    }

    /** The sine, whose slope is at most 1. */
    Bounded sin() {
        return rounded(Math.sin(value), Math.min(error, 2), FUNCTION);
    }

    /** The cosine, whose slope is at most 1. */
    Bounded cos() {
        return rounded(Math.cos(value), Math.min(error, 2), FUNCTION);
    }

    /** The hyperbolic tangent: it rises, so the ends of the interval carry the error. */
    Bounded tanh() {
        double tanh = Math.tanh(value);
        double carried = Math.max(Math.tanh(value + error) - tanh, tanh - Math.tanh(value - error));
        return rounded(tanh, carried, FUNCTION);
    }

    /**
     * The logistic function 1 / (1 + e⁻ᶻ). Where e⁻ᶻ is larger than any float32 the formula gives 0 for a number below 2⁻¹²⁸; the
     * smallest normal number, 2⁻¹²⁶, covers that.
     */
    Bounded sigmoid() {
        Bounded one = exact(1);
        Bounded quotient = one.dividedBy(one.plus(negated().exp()));
        return new Bounded(quotient.value, quotient.error + Float.MIN_NORMAL);
    }

    /** sin 2πv of v turns: OpenCL's sinpi(2v), within 4 units in the last place; v's error is 2π times as large in the angle. */
    Bounded sineOfTurns() {
        return rounded(Math.sin(angle()), 2 * Math.PI * error, FUNCTION);
    }

    /** cos 2πv of v turns. */
    Bounded cosineOfTurns() {
        return rounded(Math.cos(angle()), 2 * Math.PI * error, FUNCTION);
    }

    private double angle() {
        return 2 * Math.PI * (value - Math.rint(value));
    }

    /** The sum of n terms, added in any order: γ(n) of the sum of their sizes. */
    static Bounded sum(Bounded... terms) {
        double sum = 0;
        double carried = 0;
        double sizes = 0;
        for (Bounded term : terms) {
            sum += term.value;
            carried += term.error;
            sizes += Math.abs(term.value) + term.error;
        }
        return new Bounded(sum, carried + gamma(terms.length) * sizes);
    }

    /** start + Σ a b over n pairs in float32. */
    static Bounded dot(double start, double[] a, int aFirst, int aStep, double[] b, int bFirst, int bStep, int n) {
        return dot(Precision.FLOAT32, start, a, aFirst, aStep, b, bFirst, bStep, n);
    }

    /**
     * start + Σ a b over n pairs, which lie in their arrays at regular steps. Every term meets at most so many roundings as the precision
     * says, its product's included, whatever the order and whether the products are fused into the sum or not: n + 1 in float32, γ(n + 1)
     * Σ |a b|, and the same of start. Operands that are rounded first are off by a part of each product, and among the smallest numbers by
     * as much as those are apart.
     */
    static Bounded dot(
            Precision precision,
            double start,
            double[] a,
            int aFirst,
            int aStep,
            double[] b,
            int bFirst,
            int bStep,
            int n) {
        double sum = start;
        double products = 0;
        double operands = 0;
        for (int k = 0; k < n; k++) {
            double left = a[aFirst + k * aStep];
            double right = b[bFirst + k * bStep];
            sum += left * right;
            products += Math.abs(left * right);
            operands += Math.abs(left) + Math.abs(right);
        }
        double rounded = precision.productError() * products + precision.underflow() * operands;
        double sizes = Math.abs(start) + products + rounded;
        return new Bounded(sum, rounded + gamma(precision.roundings(n)) * sizes + n * TINY);
    }
}
