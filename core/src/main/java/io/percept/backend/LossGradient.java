package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The loss of a batch and its gradient in one pass: losses[cursor] (=, +=) Σ r {@link Loss#value} / d over the rows, where r is the row's
 * weight and d the divisor; dz = its derivative by z, that is r {@link Loss#gradient} / d.
 *
 * <p>Without weights and divisors that is the mean over the rows. With weights, the divisors make it a weighted mean: d = Σ r {@link
 * Loss#rowWeight} over the rows of the step's batch. Who made up the batch knows that sum. When a batch comes in parts, one operation
 * each, the divisors are those of the whole batch, and all parts but the first accumulate.
 *
 * <p>The caller answers for the cursor and the labels being in range; a backend must not touch anything outside its buffers whatever
 * they are.
 *
 * @param loss the row's loss
 * @param z outputs of the network, rows x outputs
 * @param t targets: rows x outputs values, or rows x 1 int32 where {@link Loss#targetsAreClasses()}
 * @param classWeights a weight for each class or output, 1 x outputs; null for weights of 1
 * @param rowWeights a weight for each row, rows x 1; null for weights of 1
 * @param cursor 1 x 1 int32
 * @param divisors what to divide by, at the cursor's position, 1 x steps; null for the number of rows
 * @param accumulate whether the loss is added to what is at the cursor's position; dz is always set
 * @param losses receives the loss at the cursor's position, 1 x steps; its other elements stay as they are
 * @param dz receives the gradient, rows x outputs; or null when only the loss is wanted
 */
public record LossGradient(
        Loss loss,
        MatrixView z,
        MatrixView t,
        MatrixView classWeights,
        MatrixView rowWeights,
        MatrixView cursor,
        MatrixView divisors,
        boolean accumulate,
        MatrixView losses,
        MatrixView dz)
        implements Op {
    private static final String NAME = "LossGradient";

    public LossGradient {
        Checks.type(NAME, "z", z, FLOAT32);
        Checks.type(NAME, "losses", losses, FLOAT32);
        Checks.vector(NAME, "losses", losses, losses.columns(), "a loss for each step");
        Checks.cursor(NAME, cursor);
        checkTargets(loss, z, t);
        if (classWeights != null) {
            Checks.type(NAME, "classWeights", classWeights, FLOAT32);
            Checks.vector(NAME, "classWeights", classWeights, z.columns(), "one for each of z's columns");
        }
        if (rowWeights != null) {
            Checks.type(NAME, "rowWeights", rowWeights, FLOAT32);
            Checks.shapes(
                    rowWeights.rows() == z.rows() && rowWeights.columns() == 1,
                    NAME,
                    "rowWeights",
                    rowWeights,
                    "z",
                    z,
                    "rowWeights must be " + z.rows() + " x 1, one for each row");
        }
        if (divisors != null) {
            Checks.type(NAME, "divisors", divisors, FLOAT32);
            Checks.vector(NAME, "divisors", divisors, losses.columns(), "one for each step");
        }
        if (dz != null) {
            Checks.type(NAME, "dz", dz, FLOAT32);
            Checks.sameShape(NAME, "dz", dz, "z", z);
        }
        Checks.noOverlap(
                NAME, Arrays.asList(z, t, classWeights, rowWeights, cursor, divisors), Arrays.asList(losses, dz));
    }

    /** The mean over the rows, all of the same weight. */
    public LossGradient(Loss loss, MatrixView z, MatrixView t, MatrixView cursor, MatrixView losses, MatrixView dz) {
        this(loss, z, t, null, null, cursor, null, false, losses, dz);
    }

    private static void checkTargets(Loss loss, MatrixView z, MatrixView t) {
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
    }

    @Override
    public List<MatrixView> inputs() {
        return Stream.of(z, t, classWeights, rowWeights, cursor, divisors, accumulate ? losses : null)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public List<MatrixView> outputs() {
        return dz == null ? List.of(losses) : List.of(losses, dz);
    }

    @Override
    public long flops() {
        return (dz == null ? 4 : 6) * z.size();
    }
}
