package io.percept.tck;

import static io.percept.tck.Bounded.U;
import static io.percept.tck.Bounded.constant;
import static io.percept.tck.Bounded.exact;
import static io.percept.tck.Bounded.gamma;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.Precision;
import org.junit.jupiter.api.Test;

class BoundedTest {
    private static final double LITTLE = 1e-12;

    @Test
    void oneOperationOnExactNumbersRoundsOnce() {
        assertThat(exact(3).plus(exact(4)).error()).isCloseTo(7 * U, within(LITTLE));
        assertThat(exact(3).minus(exact(4)).error()).isCloseTo(U, within(LITTLE));
        assertThat(exact(3).times(exact(-4)).error()).isCloseTo(12 * U, within(LITTLE));
        assertThat(exact(3).dividedBy(exact(4)).error()).isCloseTo(8 * 0.75 * U, within(LITTLE));
    }

    @Test
    void errorsAreCarriedOn() {
        Bounded third = new Bounded(1, 0.25);

        assertThat(third.plus(exact(1)).error()).isCloseTo(0.25, within(1e-6));
        assertThat(third.times(exact(10)).error()).isCloseTo(2.5, within(1e-5));
        assertThat(exact(1).dividedBy(third).error()).isGreaterThanOrEqualTo(1 / 0.75 - 1);
        assertThat(third.exp().error()).isGreaterThanOrEqualTo(Math.exp(1.25) - Math.E);
        assertThat(third.log().error()).isGreaterThanOrEqualTo(-Math.log(0.75));
        assertThat(third.sqrt().error()).isGreaterThanOrEqualTo(1 - Math.sqrt(0.75));
        assertThat(third.tanh().error()).isGreaterThanOrEqualTo(Math.tanh(1) - Math.tanh(0.75));
        assertThat(exact(1).dividedBy(new Bounded(0.1, 0.2)).error()).isInfinite();
    }

    @Test
    void sumsGrowWithTheirLengthAndTheSizesOfTheirTerms() {
        double[] a = {1, -1, 2, -2};
        double[] b = {1, 1, 1, 1};
        Bounded dot = Bounded.dot(0, a, 0, 1, b, 0, 1, 4);

        assertThat(dot.value()).isZero();
        assertThat(dot.error()).isCloseTo(gamma(5) * 6, within(LITTLE));
        assertThat(Bounded.dot(10, a, 0, 2, b, 0, 2, 2)).satisfies(sum -> {
            assertThat(sum.value()).isEqualTo(13);
            assertThat(sum.error()).isCloseTo(gamma(3) * 13, within(LITTLE));
        });
        assertThat(Bounded.sum(exact(1), exact(-1)).error()).isCloseTo(gamma(2) * 2, within(LITTLE));
    }

    /** Of one product, in the worst case: both operands half-way between two numbers of the precision, and the largest part left out. */
    @Test
    void productsOfRoundedOperandsAreOffByTheirRoundings() {
        double[] tie = {1 + 0x1p-11};
        double tf32 = Math.pow(1 + 0x1p-10, 2) - Math.pow(1 + 0x1p-11, 2);
        assertThat(Bounded.dot(Precision.TF32, 0, tie, 0, 1, tie, 0, 1, 1).error())
                .isBetween(tf32, 1.02 * tf32);
        double[] even = {1 + 0x1p-8};
        double bf16 = Math.pow(1 + 0x1p-8, 2) - 1;
        assertThat(Bounded.dot(Precision.BF16, 0, even, 0, 1, even, 0, 1, 1).error())
                .isBetween(bf16, 1.02 * bf16);
        // The square of the low part, which is left out.
        assertThat(Bounded.dot(Precision.TF32X3, 0, tie, 0, 1, tie, 0, 1, 1).error())
                .isBetween(0x1p-22, 0x1p-21 + 60 * U);
        // 2^-140 becomes 0.
        double[] tiny = {0x1p-140};
        assertThat(Bounded.dot(Precision.TF32, 0, tiny, 0, 1, even, 0, 1, 1).error())
                .isGreaterThan(0x1p-140);
    }

    @Test
    void theShiftedExponentIsPartOfTheErrorOfSoftmax() {
        Bounded shifted = exact(-70).minus(exact(10));

        assertThat(shifted.exp().error() / Math.exp(-80)).isBetween(80 * U, 100 * U);
    }

    @Test
    void constantsThatFloat32HoldsAreExact() {
        assertThat(constant(0.5).error()).isZero();
        assertThat(constant(0.9).error()).isCloseTo(0.9 * U, within(LITTLE));
    }

    @Test
    void infinitiesAndNanAreExact() {
        assertThat(exact(Double.POSITIVE_INFINITY).plus(new Bounded(1, 1)).error())
                .isZero();
        assertThat(exact(Double.NEGATIVE_INFINITY).exp())
                .isEqualTo(new Bounded(0, exact(-1e9).exp().error()));
        assertThat(exact(Double.POSITIVE_INFINITY).sigmoid().error()).isLessThan(1e-6);
        assertThat(new Bounded(Double.NaN, 5).error()).isZero();
    }
}
