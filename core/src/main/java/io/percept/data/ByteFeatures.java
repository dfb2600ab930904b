package io.percept.data;

/** Features in memory that are unsigned bytes, row-major; the array is not to be modified. */
@SuppressWarnings("ArrayRecordComponent")
record ByteFeatures(byte[] values, int rows, int columns) implements Features {
    @Override
    public boolean isBytes() {
        return true;
    }

    @Override
    public void copy(Rows wanted, float[] into) {
        for (int i = 0; i < wanted.count(); i++) {
            int from = wanted.row(i) * columns;
            for (int column = 0; column < columns; column++) {
                into[i * columns + column] = Byte.toUnsignedInt(values[from + column]);
            }
        }
    }

    @Override
    public void copy(Rows wanted, byte[] into) {
        for (int i = 0; i < wanted.count(); i++) {
            System.arraycopy(values, wanted.row(i) * columns, into, i * columns, columns);
        }
    }

    @Override
    public Features select(int[] selected) {
        byte[] copy = new byte[selected.length * columns];
        copy(Rows.all(selected), copy);
        return new ByteFeatures(copy, selected.length, columns);
    }
}
