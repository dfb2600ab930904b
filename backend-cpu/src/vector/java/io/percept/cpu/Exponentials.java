package io.percept.cpu;

import static io.percept.cpu.Functions.all;
import static io.percept.cpu.Functions.atLeast;
import static io.percept.cpu.Functions.atMost;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Exponentials and what is made of them, from sums and products alone. The Vector API has such functions too, but what they give depends
 * on whether the caller has been compiled yet, so that no run would be like another.
 *
 * <p>eᶻ = 2ⁿ eʳ with |r| at most ½ log 2 (W. J. Cody, W. Waite, 1980), and eʳ - 1 = r + Σ Eᵢ rⁱ, own minimax fit, relative error 1.4e-8. Results are right to about one unit in the last place; not a number stays what it is.
 */
final class Exponentials {
    private static final FloatVector LOG2_E = all(1.44269504f);
    /** -log 2 = MINUS_HIGH + MINUS_LOW; products of the first with small integers are exact. */
    private static final FloatVector MINUS_HIGH = all(-0.693359375f);

    private static final FloatVector MINUS_LOW = all(2.12194440e-4f);

    /** Added to a number of moderate size and taken away again it leaves the nearest integer. */
    private static final FloatVector ROUND = all(0x1.8p23f);

    private static final IntVector ROUND_BITS = ROUND.reinterpretAsInts();

    /** For powers of two that are too small for a float: 2ⁿ = 2ⁿ⁺³² 2⁻³². */
    private static final IntVector RAISED_BITS = ROUND_BITS.sub(32);

    private static final FloatVector LOWER = all(0x1p-32f);

    /** e to the power of these, and beyond, is 0 and infinity. */
    private static final FloatVector IS_ZERO = all(-104);

    private static final FloatVector IS_INFINITE = all(89);
    /** From here down, eᶻ - 1 is -1. */
    private static final FloatVector IS_MINUS_ONE = all(-20);

    private static final FloatVector ZERO = all(0);
    private static final FloatVector ONE = all(1);
    private static final FloatVector MINUS_TWO = all(-2);
    private static final FloatVector TWO = all(2);
    private static final FloatVector E2 = all(0.499999981f);
    private static final FloatVector E3 = all(0.166665434f);
    private static final FloatVector E4 = all(0.0416672007f);
    private static final FloatVector E5 = all(0.00836654728f);
    private static final FloatVector E6 = all(0.00138825139f);
    private static final FloatVector L1 = all(0.66666416f);
    private static final FloatVector L2 = all(0.40021527f);
    private static final FloatVector L3 = all(0.28001802f);
    private static final FloatVector L4 = all(0.28011998f);
    private static final IntVector EXPONENT_BIAS = IntVector.broadcast(Lanes.INTEGERS, 127);
    private static final int MANTISSA_BITS = 23;

    private Exponentials() {}

    /** n of the decomposition, in the last bits of a float. */
    private static FloatVector power(FloatVector z) {
        return z.fma(LOG2_E, ROUND);
    }

    /** eʳ - 1. */
    private static FloatVector rest(FloatVector z, FloatVector power) {
        FloatVector n = power.sub(ROUND);
        FloatVector r = n.fma(MINUS_LOW, n.fma(MINUS_HIGH, z));
        FloatVector series = E6.fma(r, E5);
        series = series.fma(r, E4);
        series = series.fma(r, E3);
        series = series.fma(r, E2);
        return series.mul(r).fma(r, r);
    }

    /** n as an integer. Converting floats would be plainer, but Java 17 has no instruction for it. */
    private static IntVector integers(FloatVector power) {
        return power.reinterpretAsInts().sub(ROUND_BITS);
    }

    /** 2ⁿ for -126 <= n <= 127. */
    private static FloatVector twoTo(IntVector n) {
        return n.add(EXPONENT_BIAS)
                .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                .reinterpretAsFloats();
    }

    /** eᶻ. */
    static FloatVector exp(FloatVector z) {
        FloatVector within = atMost(IS_INFINITE, atLeast(IS_ZERO, z));
        FloatVector power = power(within);
        // In two halves, since 2ⁿ alone may be too large or too small for a float where the result is not.
        IntVector whole = integers(power);
        IntVector half = whole.lanewise(VectorOperators.ASHR, 1);
        return rest(within, power).add(ONE).mul(twoTo(half)).mul(twoTo(whole.sub(half)));
    }

    /** eᶻ - 1 for z <= 0, and 0 above, with all digits where z is small. */
    static FloatVector expm1(FloatVector z) {
        FloatVector within = atMost(ZERO, atLeast(IS_MINUS_ONE, z));
        FloatVector power = power(within);
        FloatVector scale = twoTo(integers(power));
        return rest(within, power).fma(scale, scale.sub(ONE));
    }

    /** eᶻ for z <= 60, with half the work. */
    static FloatVector expBelow60(FloatVector z) {
        FloatVector within = atLeast(IS_ZERO, z);
        FloatVector power = power(within);
        FloatVector scale = twoTo(power.reinterpretAsInts().sub(RAISED_BITS));
        return rest(within, power).add(ONE).mul(scale).mul(LOWER);
    }

    /** log(1 + u) for 0 <= u <= 1, which is 2 artanh(w) for w = u / (2 + u): 2 w + Σ Lᵢ w²ⁱ⁺¹, own minimax fit, relative error 5e-9. */
    static FloatVector log1p(FloatVector u) {
        FloatVector w = u.div(u.add(TWO));
        FloatVector square = w.mul(w);
        FloatVector series = L4.fma(square, L3);
        series = series.fma(square, L2);
        series = series.fma(square, L1);
        return series.mul(square).fma(w, w.add(w));
    }

    /** tanh z = -t / (t + 2) for z >= 0, t = e⁻²ᶻ - 1; odd. */
    static FloatVector tanh(FloatVector z) {
        FloatVector t = expm1(z.abs().mul(MINUS_TWO));
        FloatVector size = t.neg().div(t.add(TWO));
        return size.blend(t.div(t.add(TWO)), z.compare(VectorOperators.LT, ZERO));
    }
}
