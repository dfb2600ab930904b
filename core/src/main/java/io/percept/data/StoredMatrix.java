package io.percept.data;

/**
 * Numbers in a file, rows x columns.
 *
 * @param byColumns whether the numbers of a column lie side by side (Fortran's order), not those of a row
 */
record StoredMatrix(MappedFile file, NumberFormat format, int rows, int columns, boolean byColumns) {
    /** Reads a row as float32s. */
    void row(int row, float[] into, int to) {
        if (format == NumberFormat.FLOAT32 && !byColumns) {
            file.read((long) row * columns * Float.BYTES, into, to, columns);
            return;
        }
        for (int column = 0; column < columns; column++) {
            into[to + column] = (float) at(row, column);
        }
    }

    /** Reads a row of bytes. */
    void row(int row, byte[] into, int to) {
        if (!byColumns) {
            file.read((long) row * columns, into, to, columns);
            return;
        }
        for (int column = 0; column < columns; column++) {
            into[to + column] = (byte) at(row, column);
        }
    }

    double at(int row, int column) {
        long element = byColumns ? (long) column * rows + row : (long) row * columns + column;
        long position = element * format.bytes();
        return format.read(file.segment(position), MappedFile.index(position));
    }
}
