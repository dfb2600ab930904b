package io.percept.bench.peer;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** The batches of shuffled epochs, without end; what does not fill a batch is left out. */
public final class Order {
    private final Random random = new Random(1);
    private final int[] rows;
    private final int batch;
    private int next;

    /** Of so many rows. */
    public Order(int rows, int batch) {
        this.rows = IntStream.range(0, rows).toArray();
        this.batch = batch;
        this.next = rows;
    }

    /** The rows of the next batch. */
    public int[] nextBatch() {
        if (next + batch > rows.length) {
            shuffle();
            next = 0;
        }
        next += batch;
        return Arrays.copyOfRange(rows, next - batch, next);
    }

    private void shuffle() {
        for (int i = rows.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int row = rows[i];
            rows[i] = rows[other];
            rows[other] = row;
        }
    }
}
