package io.percept.kernels;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A matrix somewhere inside a larger array. What lies around it is not a number: a kernel that reads it spoils its result, and one that
 * writes it is found out.
 */
final class Grid {
    private static final int AROUND = 8;

    final float[] data;
    final int offset;
    final int stride;
    final int rows;
    final int columns;

    private Grid(int rows, int columns, int offset, int stride) {
        this.rows = rows;
        this.columns = columns;
        this.offset = offset;
        this.stride = stride;
        data = new float[offset + rows * stride + AROUND];
        Arrays.fill(data, Float.NaN);
    }

    /** All not a number, at an odd offset, with an odd gap between rows; or at multiples of four. */
    static Grid empty(int rows, int columns, boolean aligned) {
        return aligned
                ? new Grid(rows, columns, 4, (columns + 3) / 4 * 4 + 4)
                : new Grid(rows, columns, 3, columns + (columns % 2 == 0 ? 3 : 2));
    }

    /** Integers of -2 to 2: sums of products of them are exact in float32. */
    static Grid integers(int rows, int columns, boolean aligned, Random random) {
        Grid grid = empty(rows, columns, aligned);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                grid.set(i, j, random.nextInt(5) - 2);
            }
        }
        return grid;
    }

    float at(int i, int j) {
        return data[offset + i * stride + j];
    }

    void set(int i, int j, float value) {
        data[offset + i * stride + j] = value;
    }

    /** What a kernel takes for it. */
    Stream<Object> arguments() {
        return Stream.of(data, offset, stride);
    }

    Grid copy() {
        Grid copy = new Grid(rows, columns, offset, stride);
        System.arraycopy(data, 0, copy.data, 0, data.length);
        return copy;
    }
}
