package io.percept.data;

import java.nio.file.Path;

/** The rows of an NPY file. */
public final class NpyRows implements RowReader {
    private final NpyArray array;
    private int next;

    private NpyRows(NpyArray array) {
        this.array = array;
    }

    /**
     * Opens a file.
     *
     * @throws DataException when it cannot be read, or has not as many columns as the schema has features
     */
    public static NpyRows open(Path file, CsvSchema schema) {
        NpyArray array = NpyArray.open(file);
        NpyReader.requireFit(array, schema);
        return new NpyRows(array);
    }

    @Override
    public boolean next(float[] into) {
        if (into.length != array.columns()) {
            throw new IllegalArgumentException(
                    "a row has " + array.columns() + " features; there is room for " + into.length);
        }
        if (next == array.rows()) {
            return false;
        }
        array.matrix().row(next, into, 0);
        for (float value : into) {
            if (Float.isInfinite(value)) {
                throw new DataException(
                        array.name() + ": row " + next + " holds " + value + "; features must be finite");
            }
        }
        next++;
        return true;
    }

    @Override
    public void close() {
        // What is mapped goes when nobody refers to it any more.
    }
}
