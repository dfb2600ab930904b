package io.percept.data;

import io.percept.backend.CounterRandom;
import java.util.Arrays;
import java.util.Objects;

/**
 * A data set in k parts of equal size, give or take a row, for cross-validation: each part is tested once, with all the others to train.
 *
 * <p>With class targets the parts are stratified: each has as many rows of each class as every other, give or take one. The same data,
 * number and seed give the same parts.
 */
public final class Folds {
    /** The stream that the rows are dealt by: "FOLDS" in ASCII. */
    private static final long STREAM = 0x464F4C4453L;

    private static final int LEAST = 2;

    private final Dataset data;
    private final int count;
    private final int[] foldOfRow;

    private Folds(Dataset data, int count, int[] foldOfRow) {
        this.data = data;
        this.count = count;
        this.foldOfRow = foldOfRow;
    }

    /**
     * Deals the rows out.
     *
     * @throws DataException when there are fewer than two folds, or fewer rows than folds
     */
    public static Folds of(Dataset data, int count, long seed) {
        if (count < LEAST) {
            throw new DataException("the number of folds is " + count + "; it must be at least " + LEAST);
        }
        if (count > data.rows()) {
            throw new DataException("the number of folds is " + count + " but the data has " + data.rows()
                    + " rows; there must be at least one row for each fold");
        }
        int[] foldOfRow = new int[data.rows()];
        int next = 0;
        for (int[] rows : Mixing.groups(data.targets(), new CounterRandom(seed, STREAM))) {
            for (int row : rows) {
                foldOfRow[row] = next++ % count;
            }
        }
        return new Folds(data, count, foldOfRow);
    }

    /** The number of parts. */
    public int count() {
        return count;
    }

    /**
     * The data for one part: itself, and the rest to train with. Both keep the order of the rows.
     *
     * @param fold from 0
     * @throws IndexOutOfBoundsException when there is no such part
     */
    public Split split(int fold) {
        Objects.checkIndex(fold, count);
        return new Split(data.select(rows(fold, false)), data.select(rows(fold, true)));
    }

    private int[] rows(int fold, boolean inFold) {
        int[] rows = new int[data.rows()];
        int n = 0;
        for (int row = 0; row < rows.length; row++) {
            if ((foldOfRow[row] == fold) == inFold) {
                rows[n++] = row;
            }
        }
        return Arrays.copyOf(rows, n);
    }
}
