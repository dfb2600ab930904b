package io.percept.reference;

import io.percept.backend.DeviceBuffer;
import io.percept.backend.MatrixView;
import io.percept.backend.NormalizeColumns;
import io.percept.backend.NormalizeColumnsBackward;
import io.percept.backend.NormalizeRows;
import io.percept.backend.NormalizeRowsBackward;
import io.percept.backend.Op;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients of batch and layer normalisation. */
class NormalizationGradientCheckTest extends GradientCheck {
    private static final int UNITS = 7;

    @Test
    void batchNormalisationHasItsDerivatives() {
        DeviceBuffer x = random(BATCH, UNITS);
        DeviceBuffer gain = random(1, UNITS);
        DeviceBuffer shift = random(1, UNITS);
        DeviceBuffer dy = random(BATCH, UNITS);
        DeviceBuffer y = zeros(BATCH, UNITS);
        MatrixView mean = zeros(1, UNITS).view();
        MatrixView inverse = zeros(1, UNITS).view();
        DeviceBuffer dx = zeros(BATCH, UNITS);
        DeviceBuffer dgain = zeros(1, UNITS);
        DeviceBuffer dshift = zeros(1, UNITS);
        Op forward = new NormalizeColumns(
                x.view(),
                gain.view(),
                shift.view(),
                1e-5,
                0.1,
                mean,
                inverse,
                zeros(1, UNITS).view(),
                zeros(1, UNITS).view(),
                y.view());
        run(
                forward,
                new NormalizeColumnsBackward(
                        dy.view(),
                        x.view(),
                        mean,
                        inverse,
                        gain.view(),
                        false,
                        dx.view(),
                        dgain.view(),
                        dshift.view()));

        check("x", x, dx, List.of(forward), () -> product(dy, y));
        check("gain", gain, dgain, List.of(forward), () -> product(dy, y));
        check("shift", shift, dshift, List.of(forward), () -> product(dy, y));
    }

    @Test
    void layerNormalisationHasItsDerivatives() {
        DeviceBuffer x = random(BATCH, UNITS);
        DeviceBuffer gain = random(1, UNITS);
        DeviceBuffer shift = random(1, UNITS);
        DeviceBuffer dy = random(BATCH, UNITS);
        DeviceBuffer y = zeros(BATCH, UNITS);
        MatrixView mean = zeros(1, BATCH).view();
        MatrixView inverse = zeros(1, BATCH).view();
        DeviceBuffer dx = zeros(BATCH, UNITS);
        DeviceBuffer dgain = zeros(1, UNITS);
        DeviceBuffer dshift = zeros(1, UNITS);
        Op forward = new NormalizeRows(x.view(), gain.view(), shift.view(), 1e-5, mean, inverse, y.view());
        run(
                forward,
                new NormalizeRowsBackward(
                        dy.view(),
                        x.view(),
                        mean,
                        inverse,
                        gain.view(),
                        false,
                        dx.view(),
                        dgain.view(),
                        dshift.view()));

        check("x", x, dx, List.of(forward), () -> product(dy, y));
        check("gain", gain, dgain, List.of(forward), () -> product(dy, y));
        check("shift", shift, dshift, List.of(forward), () -> product(dy, y));
    }
}
