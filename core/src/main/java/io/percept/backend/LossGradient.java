package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The loss of a batch and its gradient in one pass: losses[cursor] = the mean over rows of {@link Loss#value}, dz = its derivative by
 * z, that is {@link Loss#gradient} divided by the number of rows.
 *
 * <p>The caller answers for the cursor and the labels being in range; a backend must not touch anything outside its buffers whatever
 * they are.
 *
 * @param loss the row's loss
 * @param z outputs of the network, batch x outputs
 * @param t targets: batch x outputs values, or batch x 1 int32 where {@link Loss#targetsAreClasses()}
 * @param cursor 1 x 1 int32
 * @param losses receives the loss at the cursor's position, 1 x steps; its other elements stay as they are
 * @param dz receives the gradient, batch x outputs; or null when only the loss is wanted
 */
public record LossGradient(Loss loss, MatrixView z, MatrixView t, MatrixView cursor, MatrixView losses, MatrixView dz)
        implements Op {
    private static final String NAME = "LossGradient";

    public LossGradient {
        Checks.type(NAME, "z", z, FLOAT32);
        Checks.type(NAME, "losses", losses, FLOAT32);
        Checks.vector(NAME, "losses", losses, losses.columns(), "a loss for each step");
        Checks.cursor(NAME, cursor);
        if (loss.targetsAreClasses()) {
            Checks.type(NAME, "t", t, INT32);
            Checks.shapes(
                    t.rows() == z.rows() && t.columns() == 1,
                    NAME,
                    "t",
                    t,
                    "z",
                    z,
                    "t must be " + z.rows() + " x 1, a class for each row");
        } else {
            Checks.type(NAME, "t", t, FLOAT32);
            Checks.sameShape(NAME, "t", t, "z", z);
        }
        if (dz != null) {
            Checks.type(NAME, "dz", dz, FLOAT32);
            Checks.sameShape(NAME, "dz", dz, "z", z);
        }
        Checks.noOverlap(NAME, Arrays.asList(z, t, cursor), Arrays.asList(losses, dz));
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(z, t, cursor);
    }

    @Override
    public List<MatrixView> outputs() {
        List<MatrixView> outputs = new ArrayList<>(List.of(losses));
        if (dz != null) {
            outputs.add(dz);
        }
        return List.copyOf(outputs);
    }

    @Override
    public long flops() {
        return (dz == null ? 4 : 6) * z.size();
    }
}
