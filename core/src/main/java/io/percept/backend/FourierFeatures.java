package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * Sines and cosines of inputs (M. Tancik et al.: "Fourier Features Let Networks Learn High Frequency Functions in Low Dimensional
 * Domains", 2020): with v = x fᵀ in whole turns, y = [sin 2πv, cos 2πv].
 *
 * <p>Turns rather than radians, because their whole part can be left out without an error, however many there are.
 *
 * @param x batch x inputs
 * @param frequencies f, in turns per unit of the input, count x inputs
 * @param y batch x 2 count: the sines, then the cosines
 */
public record FourierFeatures(MatrixView x, MatrixView frequencies, MatrixView y) implements Op {
    private static final String NAME = "FourierFeatures";

    public FourierFeatures {
        Checks.type(NAME, "x", x, FLOAT32);
        Checks.type(NAME, "frequencies", frequencies, FLOAT32);
        Checks.type(NAME, "y", y, FLOAT32);
        checkShapes(NAME, "x", x, frequencies, "y", y);
        Checks.noOverlap(NAME, Arrays.asList(x, frequencies), Arrays.asList(y));
    }

    static void checkShapes(String op, String xName, MatrixView x, MatrixView frequencies, String yName, MatrixView y) {
        Checks.shapes(
                x.columns() == frequencies.columns(),
                op,
                xName,
                x,
                "frequencies",
                frequencies,
                "frequencies must have " + x.columns() + " columns");
        Checks.shapes(
                y.rows() == x.rows() && y.columns() == 2L * frequencies.rows(),
                op,
                yName,
                y,
                "frequencies",
                frequencies,
                yName + " must be " + x.rows() + " x " + 2L * frequencies.rows());
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(x, frequencies);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(y);
    }

    @Override
    public long flops() {
        return 2 * x.size() * frequencies.rows() + y.size();
    }
}
