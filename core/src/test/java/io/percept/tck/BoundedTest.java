package io.percept.tck;

import static io.percept.tck.Bounded.U;
import static io.percept.tck.Bounded.constant;
import static io.percept.tck.Bounded.exact;
import static io.percept.tck.Bounded.gamma;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
