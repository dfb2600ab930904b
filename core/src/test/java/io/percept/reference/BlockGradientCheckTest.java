package io.percept.reference;

import static io.percept.backend.ElementType.INT32;

import io.percept.backend.Blend;
import io.percept.backend.BlendBackward;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Dropout;
import io.percept.backend.FourierFeatures;
import io.percept.backend.FourierFeaturesBackward;
import io.percept.backend.MatrixView;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients of what connects layers or stands before them. */
class BlockGradientCheckTest extends GradientCheck {
    @Test
    void dropoutOfTheGradientIsTheGradientOfDropout() {
        DeviceBuffer x = random(BATCH, 7);
        DeviceBuffer y = zeros(BATCH, 7);
        DeviceBuffer dy = random(BATCH, 7);
        DeviceBuffer dx = zeros(BATCH, 7);
        MatrixView step = buffer(1, 1, INT32).view();

        run(new Dropout(dy.view(), 0.4, 5, 2, step, dx.view()));

        check("x", x, dx, List.of(new Dropout(x.view(), 0.4, 5, 2, step, y.view())), () -> product(dy, y));
    }

    @Test
    void blendsHaveTheirDerivatives() {
        DeviceBuffer t = random(BATCH, 7);
        DeviceBuffer h = random(BATCH, 7);
        DeviceBuffer x = random(BATCH, 7);
        DeviceBuffer y = zeros(BATCH, 7);
        DeviceBuffer dy = random(BATCH, 7);
        DeviceBuffer dt = zeros(BATCH, 7);
        DeviceBuffer dh = zeros(BATCH, 7);
        DeviceBuffer dx = zeros(BATCH, 7);
        Blend forward = new Blend(t.view(), h.view(), x.view(), y.view());

        run(new BlendBackward(dy.view(), t.view(), h.view(), x.view(), dt.view(), dh.view(), dx.view()));

        check("t", t, dt, List.of(forward), () -> product(dy, y));
        check("h", h, dh, List.of(forward), () -> product(dy, y));
        check("x", x, dx, List.of(forward), () -> product(dy, y));
    }

    @Test
    void fourierFeaturesHaveTheirDerivative() {
        DeviceBuffer x = random(BATCH, 3);
        DeviceBuffer f = random(4, 3);
        DeviceBuffer y = zeros(BATCH, 8);
        DeviceBuffer dy = random(BATCH, 8);
        DeviceBuffer dx = zeros(BATCH, 3);
        FourierFeatures forward = new FourierFeatures(x.view(), f.view(), y.view());

        run(forward, new FourierFeaturesBackward(dy.view(), y.view(), f.view(), dx.view()));

        check("x", x, dx, List.of(forward), () -> product(dy, y));
    }
}
