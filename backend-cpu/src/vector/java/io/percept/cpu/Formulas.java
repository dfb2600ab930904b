package io.percept.cpu;

import static io.percept.cpu.Functions.ONE;
import static io.percept.cpu.Functions.ZERO;
import static io.percept.cpu.Functions.above;
import static io.percept.cpu.Functions.all;
import static io.percept.cpu.Functions.atLeast;
import static io.percept.cpu.Functions.atMost;
import static io.percept.cpu.Functions.logistic;

import io.percept.backend.Activation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The formulas of {@link Activation} in float32; ActivationLoopsGenerator writes the loops around them. */
final class Formulas {
    private static final FloatVector MINUS_ONE = all(-1);

    private Formulas() {}

    static final class Sigmoid implements Formula {
        @Override
        public FloatVector value(FloatVector z) {
            return logistic(z);
        }

        @Override
        public FloatVector derivative(FloatVector y) {
            return y.mul(ONE.sub(y));
        }
    }

    static final class Tanh implements Formula {
        @Override
        public FloatVector value(FloatVector z) {
            return Exponentials.tanh(z);
        }

        @Override
        public FloatVector derivative(FloatVector y) {
            return ONE.sub(y.mul(y));
        }
    }

    static final class Abs implements Formula {
        @Override
        public FloatVector value(FloatVector z) {
            return z.abs();
        }

        @Override
        public FloatVector derivative(FloatVector z) {
            return above(ZERO, z, ONE, z.blend(MINUS_ONE, z.compare(VectorOperators.LT, ZERO)));
        }
    }

    static final class Softsign implements Formula {
        @Override
        public FloatVector value(FloatVector z) {
            return z.div(z.abs().add(ONE));
        }

        @Override
        public FloatVector derivative(FloatVector z) {
            FloatVector below = z.abs().add(ONE);
            return ONE.div(below.mul(below));
        }
    }

    static final class HardSigmoid implements Formula {
        private final FloatVector alpha;
        private final FloatVector beta;

        HardSigmoid(Activation.HardSigmoid activation) {
            alpha = all((float) activation.alpha());
            beta = all((float) activation.beta());
        }

        @Override
        public FloatVector value(FloatVector z) {
            return atMost(ONE, atLeast(ZERO, z.mul(alpha).add(beta)));
        }

        @Override
        public FloatVector derivative(FloatVector y) {
            FloatVector belowOne = ZERO.blend(alpha, y.compare(VectorOperators.LT, ONE));
            return above(ZERO, y, belowOne, ZERO);
        }
    }

    static final class Threshold implements Formula {
        @Override
        public FloatVector value(FloatVector z) {
            return above(ZERO, z, ONE, z.blend(ZERO, z.compare(VectorOperators.LE, ZERO)));
        }

        @Override
        public FloatVector derivative(FloatVector y) {
            return ZERO;
        }
    }
}
