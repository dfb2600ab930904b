package io.percept.data;

import java.util.Arrays;

/**
 * The exact medians of all columns of a data set of any size, in memory that depends on the columns alone: the bits of each median are
 * found eight at a time, from the highest, by counting in one pass over the rows how many values go on with which bits (selection by
 * radix).
 */
final class Medians {
    private static final int BITS = 8;
    private static final int RADIX = 1 << BITS;

    private final Dataset data;
    private final int columns;
    /** What is known of each column's value, as the high bits of its {@link #key}, and its rank among the values that share them. */
    private final int[] prefix;

    private final long[] rank;

    private Medians(Dataset data, long[] ranks) {
        this.data = data;
        this.columns = data.columns();
        this.prefix = new int[columns];
        this.rank = ranks;
    }

    /** Sets each value to the median of its column without the missing ones; of two in the middle to their mean. */
    static void of(Dataset data, float[] values) {
        long[] counts = new long[data.columns()];
        data.forEachBlock((block, rows) -> {
            for (int i = 0; i < rows * counts.length; i++) {
                counts[i % counts.length] += Float.isNaN(block[i]) ? 0 : 1;
            }
        });
        float[] lower = select(data, Arrays.stream(counts).map(n -> (n - 1) / 2).toArray());
        float[] upper = select(data, Arrays.stream(counts).map(n -> n / 2).toArray());
        for (int column = 0; column < values.length; column++) {
            values[column] = (float) (((double) lower[column] + upper[column]) / 2);
        }
    }

    /** The value of each column that has so many smaller ones before it when they are sorted. */
    private static float[] select(Dataset data, long[] ranks) {
        Medians search = new Medians(data, ranks);
        for (int shift = Float.SIZE - BITS; shift >= 0; shift -= BITS) {
            search.narrow(shift);
        }
        float[] values = new float[search.columns];
        for (int column = 0; column < values.length; column++) {
            values[column] = value(search.prefix[column]);
        }
        return values;
    }

    private void narrow(int shift) {
        long[] histogram = new long[columns * RADIX];
        data.forEachBlock((block, rows) -> {
            for (int i = 0; i < rows * columns; i++) {
                int key = key(block[i]);
                int column = i % columns;
                // Shifts of an int by 32 do nothing, so two are needed.
                boolean shared = key >>> shift >>> BITS == prefix[column];
                if (shared && !Float.isNaN(block[i])) {
                    histogram[column * RADIX + ((key >>> shift) & (RADIX - 1))]++;
                }
            }
        });
        for (int column = 0; column < columns; column++) {
            int digit = 0;
            while (rank[column] >= histogram[column * RADIX + digit]) {
                rank[column] -= histogram[column * RADIX + digit];
                digit++;
            }
            prefix[column] = prefix[column] << BITS | digit;
        }
    }

    /** An integer whose order without a sign is that of the floats: all bits turned over in negative numbers, the sign in others. */
    private static int key(float value) {
        int bits = Float.floatToRawIntBits(value);
        return bits ^ (bits >> (Integer.SIZE - 1) | Integer.MIN_VALUE);
    }

    private static float value(int key) {
        return Float.intBitsToFloat(key < 0 ? key ^ Integer.MIN_VALUE : ~key);
    }
}
