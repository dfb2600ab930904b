package io.percept.cpu;

import static io.percept.cpu.Exponentials.exp;
import static io.percept.cpu.Exponentials.expBelow60;
import static io.percept.cpu.Exponentials.expm1;
import static io.percept.cpu.Exponentials.log1p;
import static io.percept.cpu.Functions.ONE;
import static io.percept.cpu.Functions.ZERO;
import static io.percept.cpu.Functions.above;
import static io.percept.cpu.Functions.all;
import static io.percept.cpu.Functions.atLeast;
import static io.percept.cpu.Functions.atMost;
import static io.percept.cpu.Functions.bell;
import static io.percept.cpu.Functions.logistic;
import static io.percept.cpu.Functions.normal;

import io.percept.backend.Rectifier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The formulas of {@link Rectifier} in float32. */
final class RectifierFormulas {
    private static final FloatVector TWO = all(2);
    private static final FloatVector THREE = all(3);
    private static final FloatVector FOUR = all(4);
    private static final FloatVector MINUS_THREE = all(-3);
    private static final FloatVector HALF = all(0.5f);
    private static final FloatVector SIXTH = all(1 / 6f);
    private static final FloatVector THIRD = all(1 / 3f);

    private RectifierFormulas() {}

    static final class Relu implements Formula {
        @Override
        public FloatVector value(FloatVector z) {
            return atLeast(ZERO, z);
        }

        @Override
        public FloatVector derivative(FloatVector y) {
            return above(ZERO, y, ONE, ZERO);
        }
    }

    static final class LeakyRelu implements Formula {
        private final FloatVector slope;

        LeakyRelu(Rectifier.LeakyRelu activation) {
            slope = all((float) activation.slope());
        }

        @Override
        public FloatVector value(FloatVector z) {
            return above(ZERO, z, z, z.mul(slope));
        }

        @Override
        public FloatVector derivative(FloatVector v) {
            return above(ZERO, v, ONE, slope);
        }
    }

    static final class Elu implements Formula {
        private final FloatVector alpha;

        Elu(Rectifier.Elu activation) {
            alpha = all((float) activation.alpha());
        }

        @Override
        public FloatVector value(FloatVector z) {
            return above(ZERO, z, z, expm1(z).mul(alpha));
        }

        @Override
        public FloatVector derivative(FloatVector y) {
            return above(ZERO, y, ONE, y.add(alpha));
        }
    }

    static final class Selu implements Formula {
        private final FloatVector alpha;
        private final FloatVector scale;
        private final FloatVector scaledAlpha;

        Selu(Rectifier.Selu activation) {
            alpha = all((float) activation.alpha());
            scale = all((float) activation.scale());
            scaledAlpha = scale.mul(alpha);
        }

        @Override
        public FloatVector value(FloatVector z) {
            return above(ZERO, z, z, expm1(z).mul(alpha)).mul(scale);
        }

        @Override
        public FloatVector derivative(FloatVector y) {
            return above(ZERO, y, scale, y.add(scaledAlpha));
        }
    }

    static final class Celu implements Formula {
        private final FloatVector alpha;

        Celu(Rectifier.Celu activation) {
            alpha = all((float) activation.alpha());
        }

        @Override
        public FloatVector value(FloatVector z) {
            return above(ZERO, z, z, expm1(z.div(alpha)).mul(alpha));
        }

        @Override
        public FloatVector derivative(FloatVector y) {
            return above(ZERO, y, ONE, y.div(alpha).add(ONE));
        }
    }

    static final class Gelu implements Formula {
        private static final FloatVector DENSITY_AT_ZERO = all(0.39894228f);

        @Override
        public FloatVector value(FloatVector z) {
            return z.mul(normal(z, bell(z)));
        }

        @Override
        public FloatVector derivative(FloatVector z) {
            FloatVector bell = bell(z);
            return normal(z, bell).add(z.mul(bell.mul(DENSITY_AT_ZERO)));
        }
    }

    static final class GeluTanh implements Formula {
        private static final FloatVector LINEAR = all(1.5957691216057308f);
        private static final FloatVector CUBIC = all(0.07135481627260025f);
        private static final FloatVector CUBIC_SLOPE = all(3 * 0.07135481627260025f);

        private static FloatVector twiceU(FloatVector z) {
            return z.mul(z.mul(z).mul(CUBIC).add(LINEAR));
        }

        @Override
        public FloatVector value(FloatVector z) {
            return z.div(exp(twiceU(z).neg()).add(ONE));
        }

        @Override
        public FloatVector derivative(FloatVector z) {
            FloatVector u = twiceU(z);
            FloatVector e = expBelow60(u.abs().neg());
            FloatVector large = ONE.div(e.add(ONE));
            FloatVector small = e.mul(large);
            FloatVector slope = z.mul(z).mul(CUBIC_SLOPE).add(LINEAR);
            // σ(u) σ(-u) is the same for u and -u.
            return above(ZERO, u, large, small).add(z.mul(large).mul(small).mul(slope));
        }
    }

    static final class Silu implements Formula {
        @Override
        public FloatVector value(FloatVector z) {
            return z.div(exp(z.neg()).add(ONE));
        }

        @Override
        public FloatVector derivative(FloatVector z) {
            FloatVector e = expBelow60(z.abs().neg());
            FloatVector large = ONE.div(e.add(ONE));
            FloatVector small = e.mul(large);
            FloatVector logistic = above(ZERO, z, large, small);
            return logistic.mul(z.mul(above(ZERO, z, small, large)).add(ONE));
        }
    }

    /** With n = eᶻ (eᶻ + 2), tanh(log(1 + eᶻ)) = n / (n + 2), and 1 less its square is 4 (n + 1) / (n + 2)². */
    static final class Mish implements Formula {
        /** From here on n + 2 is n, so that y is z. The square of eᶻ would overflow at 44. */
        private static final FloatVector LINEAR = all(20);

        @Override
        public FloatVector value(FloatVector z) {
            FloatVector e = expBelow60(atMost(LINEAR, z));
            FloatVector n = e.mul(e.add(TWO));
            return above(LINEAR, z, z, z.mul(n.div(n.add(TWO))));
        }

        @Override
        public FloatVector derivative(FloatVector z) {
            FloatVector e = expBelow60(atMost(LINEAR, z));
            FloatVector n = e.mul(e.add(TWO));
            FloatVector below = n.add(TWO);
            FloatVector rest = n.add(ONE).mul(FOUR).div(below.mul(below));
            return above(
                    LINEAR, z, ONE, n.div(below).add(z.mul(e.div(e.add(ONE))).mul(rest)));
        }
    }

    static final class Softplus implements Formula {
        private final FloatVector beta;
        private final FloatVector threshold;

        Softplus(Rectifier.Softplus activation) {
            beta = all((float) activation.beta());
            threshold = all((float) activation.threshold());
        }

        @Override
        public FloatVector value(FloatVector z) {
            FloatVector scaled = z.mul(beta);
            FloatVector small = log1p(expBelow60(scaled.abs().neg()));
            return above(threshold, scaled, z, atLeast(ZERO, scaled).add(small).div(beta));
        }

        @Override
        public FloatVector derivative(FloatVector z) {
            FloatVector scaled = z.mul(beta);
            return above(threshold, scaled, ONE, logistic(scaled));
        }
    }

    static final class HardSwish implements Formula {
        @Override
        public FloatVector value(FloatVector z) {
            return z.mul(atMost(ONE, atLeast(ZERO, z.mul(SIXTH).add(HALF))));
        }

        @Override
        public FloatVector derivative(FloatVector z) {
            FloatVector slope = z.mul(THIRD).add(HALF);
            FloatVector belowThree = slope.blend(ONE, z.compare(VectorOperators.GE, THREE));
            return belowThree.blend(ZERO, z.compare(VectorOperators.LE, MINUS_THREE));
        }
    }
}
