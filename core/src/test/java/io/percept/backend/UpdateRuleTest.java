package io.percept.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Each rule against steps worked out by hand or by a closed form. */
final class UpdateRuleTest {
    private static final double CLOSE = 1e-14;

    /** The parameter after each step from 0, with g at steps 1, 2, ... and no schedule. */
    private static double[] walk(UpdateRule rule, double rate, int steps, LongToDoubleFunction g) {
        double[] state = new double[rule.stateSlots()];
        for (int slot = 0; slot < state.length; slot++) {
            state[slot] = rule.initialState(slot, rate);
        }
        double[] coefficients = new double[rule.coefficientCount()];
        double[] course = new double[steps];
        double w = 0;
        for (int t = 1; t <= steps; t++) {
            rule.coefficients(rate, t, coefficients, 0);
            w = rule.step(w, g.applyAsDouble(t), state, coefficients);
            course[t - 1] = w;
        }
        return course;
    }

    @Test
    void sgdGoesAgainstTheGradient() {
        assertArrayEquals(new double[] {-0.5, -1.5}, walk(new UpdateRule.Sgd(), 0.5, 2, t -> t), CLOSE);
    }

    /** With g = 1, v is 1, 1.5, 1.75: the sums of a geometric series. */
    @Test
    void momentumGathersSpeed() {
        assertArrayEquals(
                new double[] {-0.1, -0.25, -0.425}, walk(new UpdateRule.Momentum(0.5), 0.1, 3, t -> 1), CLOSE);
        assertArrayEquals(
                new double[] {-0.15, -0.325, -0.5125}, walk(new UpdateRule.Nesterov(0.5), 0.1, 3, t -> 1), CLOSE);
    }

    /** With g = 1, v is 1, 0.5 + 0.25, 0.375 + 0.25: dampening begins with the second step. */
    @Test
    void dampeningSparesTheFirstStep() {
        assertArrayEquals(
                new double[] {-0.1, -0.175, -0.2375}, walk(new UpdateRule.Momentum(0.5, 0.75), 0.1, 3, t -> 1), CLOSE);
    }

    /** s is 4, 8, 12 for g = 2; with a decay of 1 the rate is 1, 1/2, 1/3 of the first one. */
    @Test
    void adagradSumsSquares() {
        double first = 2 / (Math.sqrt(4) + 0.5);
        double second = 2 / (Math.sqrt(8) + 0.5);
        double third = 2 / (Math.sqrt(12) + 0.5);
        assertArrayEquals(
                new double[] {-first, -first - second / 2, -first - second / 2 - third / 3},
                walk(new AdaptiveRule.Adagrad(1, 0.5, 0), 1, 3, t -> 2),
                CLOSE);
        assertArrayEquals(
                new double[] {-2 / 3.5, -2 / 3.5 - 2 / (Math.sqrt(13) + 0.5)},
                walk(new AdaptiveRule.Adagrad(0, 0.5, 5), 1, 2, t -> 2),
                CLOSE);
    }

    /** s is 1/2, 3/4 for g = 1; the first change is √(1/4) / √(3/4), so a becomes 1/6. */
    @Test
    void adadeltaMeasuresItsOwnChanges() {
        double first = Math.sqrt(1.0 / 3);
        double second = Math.sqrt(1.0 / 6 + 1.0 / 4);
        assertArrayEquals(
                new double[] {-2 * first, -2 * first - 2 * second},
                walk(new AdaptiveRule.Adadelta(0.5, 0.25), 2, 2, t -> 1),
                CLOSE);
    }

    /** s is 2, 3 for g = 2, and m is 1, 3/2. */
    @Test
    void rmsPropDividesByTheRootOfTheMeanSquare() {
        double first = 2 / (Math.sqrt(2) + 0.5);
        double second = 2 / (Math.sqrt(3) + 0.5);
        assertArrayEquals(
                new double[] {-first, -first - second},
                walk(new AdaptiveRule.RmsProp(0.5, 0.5, 0, false), 1, 2, t -> 2),
                CLOSE);
        assertArrayEquals(
                new double[] {-first, -1.75 * first - second},
                walk(new AdaptiveRule.RmsProp(0.5, 0.5, 0.75, false), 1, 2, t -> 2),
                CLOSE);
        double third = 2 / (Math.sqrt(2 - 1) + 0.5);
        double fourth = 2 / (Math.sqrt(3 - 2.25) + 0.5);
        assertArrayEquals(
                new double[] {-third, -third - fourth},
                walk(new AdaptiveRule.RmsProp(0.5, 0.5, 0, true), 1, 2, t -> 2),
                CLOSE);
        assertArrayEquals(
                new double[] {-third, -1.75 * third - fourth},
                walk(new AdaptiveRule.RmsProp(0.5, 0.5, 0.75, true), 1, 2, t -> 2),
                CLOSE);
    }

    /** Where the mean square is what it should be but for rounding, the divisor is epsilon and not NaN. */
    @Test
    void aVarianceIsNeverNegative() {
        double[] state = {1, Math.nextUp(1.0)};
        double w = new AdaptiveRule.RmsProp(0, 0.5, 0, true).step(0, 1, state, new double[] {1});
        assertEquals(-2, w);
    }

    /** The corrected means of a constant g are g and g², so that every step is the same. */
    @Test
    void adamTakesEvenSteps() {
        double step = 0.1 * 3 / (3 + 0.5);
        double[] expected = {-step, -2 * step, -3 * step};
        assertArrayEquals(expected, walk(new AdamRule.Adam(0.75, 0.875, 0.5), 0.1, 3, t -> 3), CLOSE);
        assertArrayEquals(expected, walk(new AdamRule.AdamW(0.75, 0.875, 0.5), 0.1, 3, t -> 3), CLOSE);
        assertArrayEquals(expected, walk(new AdamRule.Amsgrad(0.75, 0.875, 0.5), 0.1, 3, t -> 3), CLOSE);
    }

    @Test
    void onlyAdamWDecaysUnasked() {
        for (UpdateRule rule : UpdateRule.all()) {
            assertThat(rule.defaultWeightDecay())
                    .as(rule.name())
                    .isEqualTo(rule.name().equals("adamw") ? 0.01 : 0);
        }
    }

    /** After g = 8 and 0, v is 32 and 16; Adam divides by the latter, AMSGrad by the former. m is 4 and 2. */
    @Test
    void amsgradRemembersTheLargest() {
        double first = 4 / 0.5 / (Math.sqrt(32 / 0.5) + 1);
        double second = 2 / 0.75 / (Math.sqrt(32 / 0.75) + 1);
        assertArrayEquals(
                new double[] {-first, -first - second},
                walk(new AdamRule.Amsgrad(0.5, 0.5, 1), 1, 2, t -> t == 1 ? 8 : 0),
                CLOSE);
        double forgetful = 2 / 0.75 / (Math.sqrt(16 / 0.75) + 1);
        assertArrayEquals(
                new double[] {-first, -first - forgetful},
                walk(new AdamRule.Adam(0.5, 0.5, 1), 1, 2, t -> t == 1 ? 8 : 0),
                CLOSE);
    }

    /** Without decay every μ is β₁ / 2 = 1/4; for g = 1 the corrected v is 1, and m is 1/2, 3/4. */
    @Test
    void nadamLooksAhead() {
        double first = 0.75 / 0.75 + 0.25 * 0.5 / (1 - 1.0 / 16);
        double second = 0.75 / (1 - 1.0 / 16) + 0.25 * 0.75 / (1 - 1.0 / 64);
        assertArrayEquals(
                new double[] {-first / 2, -(first + second) / 2},
                walk(new AdamRule.NAdam(0.5, 0.5, 1, 0), 1, 2, t -> 1),
                CLOSE);
    }

    /** The products of μ by PyTorch's loop, which multiplies one factor more at every step. */
    @Test
    void nadamsCoefficientsAreThoseOfARunningProduct() {
        AdamRule.NAdam rule = new AdamRule.NAdam();
        double[] coefficients = new double[3];
        double product = 1;
        for (int t = 1; t <= 1000; t++) {
            double mu = 0.9 * (1 - 0.5 * Math.pow(0.96, t * 0.004));
            double next = 0.9 * (1 - 0.5 * Math.pow(0.96, (t + 1) * 0.004));
            product *= mu;
            rule.coefficients(0.002, t, coefficients, 0);
            assertEquals(0.002 * (1 - mu) / (1 - product), coefficients[0], 1e-15);
            assertEquals(0.002 * next / (1 - product * next), coefficients[1], 1e-15);
        }
    }

    /** The step grows while the sign stays, shrinks when it turns, and then waits for one step. */
    @Test
    void resilientPropagationGoesBySigns() {
        double[] slopes = {1, 3, -2, -1, -5};
        assertArrayEquals(
                new double[] {-0.1, -0.22, -0.22, -0.16, -0.088},
                walk(new UpdateRule.ResilientPropagation(), 0.1, 5, t -> slopes[(int) t - 1]),
                CLOSE);
    }

    @Test
    void resilientPropagationKeepsToItsLimits() {
        UpdateRule rule = new UpdateRule.ResilientPropagation(0.5, 2, 0.25, 1);
        assertArrayEquals(new double[] {-0.75, -1.75, -2.75}, walk(rule, 0.75, 3, t -> 1), CLOSE);
        assertArrayEquals(new double[] {-0.3, -0.3, -0.55}, walk(rule, 0.3, 3, t -> t == 2 ? -1 : 1), CLOSE);
    }

    @Test
    void whatIsNotANumberStaysSo() {
        for (UpdateRule rule : UpdateRule.all()) {
            assertThat(walk(rule, 0.1, 2, t -> t == 1 ? Double.NaN : 1))
                    .as(rule.name())
                    .containsOnly(Double.NaN);
        }
    }
}
