package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * The gradient of {@link FourierFeatures}' input: with y = [s, c] and dy = [ds, dc], dx = 2π (ds c - dc s) f.
 *
 * @param dy gradient of the outputs, batch x 2 count
 * @param y the outputs, of dy's shape
 * @param frequencies f, count x inputs
 * @param dx receives the gradient, batch x inputs
 */
public record FourierFeaturesBackward(MatrixView dy, MatrixView y, MatrixView frequencies, MatrixView dx)
        implements Op {
    private static final String NAME = "FourierFeaturesBackward";

    public FourierFeaturesBackward {
        Checks.type(NAME, "dy", dy, FLOAT32);
        Checks.type(NAME, "y", y, FLOAT32);
        Checks.type(NAME, "frequencies", frequencies, FLOAT32);
        Checks.type(NAME, "dx", dx, FLOAT32);
        Checks.sameShape(NAME, "dy", dy, "y", y);
        FourierFeatures.checkShapes(NAME, "dx", dx, frequencies, "dy", dy);
        Checks.noOverlap(NAME, Arrays.asList(dy, y, frequencies), Arrays.asList(dx));
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(dy, y, frequencies);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(dx);
    }

    @Override
    public long flops() {
        return dx.columns() * (dy.size() / 2) * 5;
    }
}
