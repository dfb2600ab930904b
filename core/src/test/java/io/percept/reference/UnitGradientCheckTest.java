package io.percept.reference;

import io.percept.backend.DeviceBuffer;
import io.percept.backend.MaxOfPieces;
import io.percept.backend.MaxOfPiecesBackward;
import io.percept.backend.Op;
import io.percept.backend.PRelu;
import io.percept.backend.PReluBackward;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of units that are more than an elementwise function. */
class UnitGradientCheckTest extends GradientCheck {
    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void learnedSlopesHaveTheirDerivatives(int slopes) {
        DeviceBuffer x = random(BATCH, 7);
        double[] points = Arrays.stream(values(x))
                .map(z -> Math.copySign(Math.abs(2 * z) + MARGIN, z))
                .toArray();
        device.write(x, 0, points, 0, points.length);
        DeviceBuffer slope = random(1, slopes);
        DeviceBuffer y = zeros(BATCH, 7);
        DeviceBuffer dy = random(BATCH, 7);
        DeviceBuffer dx = zeros(BATCH, 7);
        DeviceBuffer dslope = zeros(1, slopes);

        List<Op> forward = List.of(new PRelu(x.view(), slope.view(), y.view()));
        run(new PReluBackward(dy.view(), x.view(), slope.view(), false, dx.view(), dslope.view()));

        check("x", x, dx, forward, () -> product(dy, y));
        check("slope", slope, dslope, forward, () -> product(dy, y));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void theMaximumOfPiecesHasItsDerivative(int pieces) {
        DeviceBuffer x = zeros(BATCH, 4 * pieces);
        // All apart by more than a step.
        double[] points = Arrays.stream(random.permutation(x.size()))
                .mapToDouble(i -> i * 0.1)
                .toArray();
        device.write(x, 0, points, 0, points.length);
        DeviceBuffer y = zeros(BATCH, 4);
        DeviceBuffer dy = random(BATCH, 4);
        DeviceBuffer dx = zeros(BATCH, 4 * pieces);

        run(new MaxOfPiecesBackward(dy.view(), x.view(), dx.view()));

        check("x", x, dx, List.of(new MaxOfPieces(x.view(), y.view())), () -> product(dy, y));
    }
}
