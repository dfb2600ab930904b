package io.percept.data;

import java.util.OptionalInt;

/** The raw features of a data set's rows, wherever they are kept. Any number of threads may read them. */
sealed interface Features permits FloatFeatures, ByteFeatures, StoredFeatures {
    int rows();

    /** The number of features in a row. */
    int columns();

    /** Whether they are unsigned bytes. */
    boolean isBytes();

    /** Copies rows, bytes as their values. */
    void copy(Rows rows, float[] into);

    /** Copies rows of bytes. */
    void copy(Rows rows, byte[] into);

    /** These rows, in this order. */
    Features select(int[] selected);

    /** For features in a file: how many rows of them a device shall have at a time, 0 if that is left open. Empty for those in memory. */
    default OptionalInt blockRows() {
        return OptionalInt.empty();
    }

    /**
     * Some rows.
     *
     * @param order the numbers of rows; null for 0, 1, 2 ...
     * @param first where in the order to begin
     * @param count how many of them
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Rows(int[] order, int first, int count) {
        static Rows all(int... rows) {
            return new Rows(rows, 0, rows.length);
        }

        int row(int i) {
            return order == null ? first + i : order[first + i];
        }
    }
}
