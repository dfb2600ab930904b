package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * Inverted dropout (N. Srivastava et al., 2014): y = x / (1 - p) where an element is kept and 0 where it is dropped, each with the
 * probability p and independently of the others. The same on dy is the gradient of x: nothing but the counter says which elements were
 * kept, so that no mask is stored and all devices drop the same ones.
 *
 * <p>Element (i, j) is dropped when word i · columns + j of the {@link CounterRandom} with this seed, on the stream {@link #stream}, is
 * less than {@link #threshold()}, both without a sign.
 *
 * @param x any shape
 * @param probability p, at least 0 and less than 1
 * @param seed decides all masks of a training
 * @param layer tells the masks of one layer from those of another; not negative
 * @param step 1 x 1 int32: tells the masks of one pass from those of another
 * @param y of x's shape; may be x itself
 */
public record Dropout(MatrixView x, double probability, long seed, int layer, MatrixView step, MatrixView y)
        implements Op {
    private static final long STREAMS = Long.MIN_VALUE;

    public Dropout {
        Checks.type("Dropout", "x", x, FLOAT32);
        Checks.type("Dropout", "y", y, FLOAT32);
        Checks.sameShape("Dropout", "x", x, "y", y);
        Checks.unitInterval("probability", probability);
        if (layer < 0) {
            throw new IllegalArgumentException("Dropout: layer is " + layer + "; it must not be negative");
        }
        Checks.type("Dropout", "step", step, ElementType.INT32);
        Checks.vector("Dropout", "step", step, 1, "one count");
        Checks.noOverlap("Dropout", Arrays.asList(x, step), Arrays.asList(y), x);
    }

    /** The stream of a pass: 2⁶³ + layer · 2³² + step. No other stream of Percept has the highest bit. */
    public static long stream(int layer, int step) {
        return STREAMS | (long) layer << Integer.SIZE | Integer.toUnsignedLong(step);
    }

    /** The words without a sign that are less than this drop their elements: p · 2³², rounded. */
    public int threshold() {
        return (int) Math.min(0xFFFF_FFFFL, Math.round(probability * 0x1p32));
    }

    /** What kept elements are multiplied by: 1 / (1 - p). */
    public double scale() {
        return 1 / (1 - probability);
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(x, step);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(y);
    }

    @Override
    public long flops() {
        return x.size();
    }
}
