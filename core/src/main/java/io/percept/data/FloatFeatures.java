package io.percept.data;

/** Features in memory, row-major; the array is not to be modified. */
@SuppressWarnings("ArrayRecordComponent")
record FloatFeatures(float[] values, int rows, int columns) implements Features {
    @Override
    public boolean isBytes() {
        return false;
    }

    @Override
    public void copy(Rows wanted, float[] into) {
        if (wanted.order() == null) {
            System.arraycopy(values, wanted.first() * columns, into, 0, wanted.count() * columns);
            return;
        }
        for (int i = 0; i < wanted.count(); i++) {
            System.arraycopy(values, wanted.row(i) * columns, into, i * columns, columns);
        }
    }

    @Override
    public void copy(Rows wanted, byte[] into) {
        throw new IllegalStateException("the features are float32");
    }

    @Override
    public Features select(int[] selected) {
        float[] copy = new float[selected.length * columns];
        copy(Rows.all(selected), copy);
        return new FloatFeatures(copy, selected.length, columns);
    }
}
