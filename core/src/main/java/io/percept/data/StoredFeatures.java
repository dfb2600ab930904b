package io.percept.data;

import java.util.OptionalInt;

/**
 * Features in a file, of which a row is read when it is wanted. A part of them is a view.
 *
 * @param matrix what the file holds: the features themselves, or codes that become features
 * @param encoding what turns a row of codes into features; null where they are the same
 * @param view the rows of the file, in the order in which they are seen; null for all of them
 * @param bytes whether the features are unsigned bytes
 * @param storage how much of them a device shall have at a time
 */
@SuppressWarnings("ArrayRecordComponent")
record StoredFeatures(StoredMatrix matrix, OneHot encoding, int[] view, boolean bytes, Storage storage)
        implements Features {
    @Override
    public int rows() {
        return view == null ? matrix.rows() : view.length;
    }

    @Override
    public int columns() {
        return encoding == null ? matrix.columns() : encoding.width();
    }

    @Override
    public boolean isBytes() {
        return bytes;
    }

    @Override
    public void copy(Rows wanted, float[] into) {
        float[] codes = encoding == null ? null : new float[matrix.columns()];
        int columns = columns();
        for (int i = 0; i < wanted.count(); i++) {
            int place = place(wanted.row(i));
            if (encoding == null) {
                matrix.row(place, into, i * columns);
            } else {
                matrix.row(place, codes, 0);
                encoding.encode(codes, 0, into, i * columns);
            }
        }
    }

    @Override
    public void copy(Rows wanted, byte[] into) {
        for (int i = 0; i < wanted.count(); i++) {
            matrix.row(place(wanted.row(i)), into, i * matrix.columns());
        }
    }

    private int place(int row) {
        return view == null ? row : view[row];
    }

    @Override
    public Features select(int[] selected) {
        int[] places = new int[selected.length];
        for (int i = 0; i < selected.length; i++) {
            places[i] = place(selected[i]);
        }
        return new StoredFeatures(matrix, encoding, places, bytes, storage);
    }

    @Override
    public OptionalInt blockRows() {
        return OptionalInt.of(storage.blockRows().orElse(0));
    }
}
