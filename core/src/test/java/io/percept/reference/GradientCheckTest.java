package io.percept.reference;

import static io.percept.backend.ElementType.INT32;
import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.Activate;
import io.percept.backend.ActivateBackward;
import io.percept.backend.Activation;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Softmax;
import io.percept.backend.SoftmaxBackward;
import io.percept.tck.LossCases;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The backward operations give the derivatives of the forward ones: central differences in double precision say so. */
class GradientCheckTest extends GradientCheck {
    static List<Activation> activations() {
        return Activation.all().stream()
                .filter(activation -> !activation.inferenceOnly())
                .toList();
    }

    static List<Loss> losses() {
        return LossCases.losses();
    }

    static Stream<Arguments> networks() {
        return Stream.concat(
                activations().stream().map(f -> Arguments.of(f, new Loss.HalfSquaredError())),
                Loss.all().stream().map(loss -> Arguments.of(new Activation.Tanh(), loss)));
    }

    @ParameterizedTest
    @MethodSource("activations")
    void activationsHaveTheirDerivatives(Activation activation) {
        DeviceBuffer x = random(BATCH, 40);
        double[] points = Arrays.stream(values(x))
                .map(z -> Math.copySign(Math.abs(2 * z) + MARGIN, z))
                .toArray();
        device.write(x, 0, points, 0, points.length);
        DeviceBuffer y = zeros(BATCH, 40);
        DeviceBuffer dy = random(BATCH, 40);
        DeviceBuffer dx = zeros(BATCH, 40);
        DeviceBuffer value = activation.derivativeFromOutput() ? y : x;

        run(
                new Activate(x.view(), activation, y.view()),
                new ActivateBackward(dy.view(), activation, value.view(), dx.view()));

        check("x", x, dx, List.of(new Activate(x.view(), activation, y.view())), () -> product(dy, y));
    }

    @Test
    void softmaxHasItsDerivative() {
        softmax(false);
    }

    @Test
    void logSoftmaxHasItsDerivative() {
        softmax(true);
    }

    private void softmax(boolean logarithm) {
        DeviceBuffer x = random(BATCH, 7);
        DeviceBuffer y = zeros(BATCH, 7);
        DeviceBuffer dy = random(BATCH, 7);
        DeviceBuffer dx = zeros(BATCH, 7);

        run(new Softmax(x.view(), logarithm, y.view()), new SoftmaxBackward(dy.view(), y.view(), logarithm, dx.view()));

        check("x", x, dx, List.of(new Softmax(x.view(), logarithm, y.view())), () -> product(dy, y));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossesHaveTheirDerivatives(Loss loss) {
        DeviceBuffer z = random(BATCH, 6);
        DeviceBuffer t = targets(loss, 6);
        DeviceBuffer cursor = buffer(1, 1, INT32);
        DeviceBuffer losses = zeros(1, 1);
        DeviceBuffer dz = zeros(BATCH, 6);

        run(new LossGradient(loss, z.view(), t.view(), cursor.view(), losses.view(), dz.view()));

        Op forward = new LossGradient(loss, z.view(), t.view(), cursor.view(), losses.view(), null);
        check("z", z, dz, List.of(forward), () -> values(losses)[0]);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void weightedLossesHaveTheirDerivatives(Loss loss) {
        DeviceBuffer z = random(BATCH, 6);
        DeviceBuffer t = targets(loss, 6);
        DeviceBuffer classWeights = positive(1, 6);
        DeviceBuffer rowWeights = positive(BATCH, 1);
        DeviceBuffer divisors = positive(1, 1);
        DeviceBuffer cursor = buffer(1, 1, INT32);
        DeviceBuffer losses = zeros(1, 1);
        DeviceBuffer dz = zeros(BATCH, 6);
        Function<MatrixView, Op> op = gradient -> new LossGradient(
                loss,
                z.view(),
                t.view(),
                classWeights.view(),
                rowWeights.view(),
                cursor.view(),
                divisors.view(),
                false,
                losses.view(),
                gradient);

        run(op.apply(dz.view()));

        check("z", z, dz, List.of(op.apply(null)), () -> values(losses)[0]);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void networksHaveTheirDerivatives(Activation activation, Loss loss) {
        DeviceBuffer x = random(BATCH, 4);
        DeviceBuffer w1 = random(6, 4);
        DeviceBuffer b1 = random(1, 6);
        DeviceBuffer w2 = random(3, 6);
        DeviceBuffer b2 = random(1, 3);
        DeviceBuffer t = targets(loss, 3);
        DeviceBuffer z1 = zeros(BATCH, 6);
        DeviceBuffer h = zeros(BATCH, 6);
        DeviceBuffer z2 = zeros(BATCH, 3);
        DeviceBuffer cursor = buffer(1, 1, INT32);
        DeviceBuffer losses = zeros(1, 1);
        DeviceBuffer dx = zeros(BATCH, 4);
        DeviceBuffer dw1 = zeros(6, 4);
        DeviceBuffer db1 = zeros(1, 6);
        DeviceBuffer dw2 = zeros(3, 6);
        DeviceBuffer db2 = zeros(1, 3);
        DeviceBuffer dz1 = zeros(BATCH, 6);
        DeviceBuffer dz2 = zeros(BATCH, 3);
        DeviceBuffer value = activation.derivativeFromOutput() ? h : z1;

        List<Op> forward = List.of(
                new Affine(x.view(), w1.view(), b1.view(), activation, z1.view(), h.view()),
                new Affine(h.view(), w2.view(), b2.view(), z2.view()),
                new LossGradient(loss, z2.view(), t.view(), cursor.view(), losses.view(), dz2.view()));
        run(forward.toArray(Op[]::new));
        run(
                new AffineBackwardInput(dz2.view(), w2.view(), activation, value.view(), false, dz1.view()),
                new AffineBackwardWeights(dz2.view(), h.view(), false, dw2.view(), db2.view()),
                new AffineBackwardInput(dz1.view(), w1.view(), dx.view()),
                new AffineBackwardWeights(dz1.view(), x.view(), false, dw1.view(), db1.view()));

        assertThat(Arrays.stream(values(z1)).map(Math::abs))
                .as("away from the kink")
                .allMatch(size -> size > MARGIN);
        DoubleSupplier lossOfBatch = () -> values(losses)[0];
        check("w1", w1, dw1, forward, lossOfBatch);
        check("b1", b1, db1, forward, lossOfBatch);
        check("w2", w2, dw2, forward, lossOfBatch);
        check("b2", b2, db2, forward, lossOfBatch);
        check("x", x, dx, forward, lossOfBatch);
    }

    private DeviceBuffer targets(Loss loss, int outputs) {
        if (loss.targetsAreClasses()) {
            DeviceBuffer classes = buffer(BATCH, 1, INT32);
            int[] labels = random.permutation(BATCH);
            Arrays.setAll(labels, i -> labels[i] % outputs);
            device.write(classes, 0, labels, 0, BATCH);
            return classes;
        }
        DeviceBuffer t = zeros(BATCH, outputs);
        double[] numbers = new double[t.size()];
        Arrays.setAll(numbers, i -> random.nextDouble());
        device.write(t, 0, numbers, 0, numbers.length);
        return t;
    }
}
