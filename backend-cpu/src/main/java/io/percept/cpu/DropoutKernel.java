package io.percept.cpu;

import io.percept.backend.CounterRandom;
import io.percept.backend.Dropout;
import io.percept.backend.Executable.Launch;
import io.percept.backend.MatrixView;

/** Dropout, whose words of random bits come four at a time. */
final class DropoutKernel extends Kernel {
    private static final int WORDS = 4;

    /** A random word costs about what this many elements of simpler work do. */
    private static final int COST = 8;

    private final Dropout op;
    private final Row x;
    private final Row y;
    private final MatrixView step;
    private final int rowsPerChunk;
    private final int threshold;
    private final float scale;
    /** A block of words for each worker. */
    private final int[][] blocks;

    DropoutKernel(Dropout op, int threads) {
        super(
                new Launch(op.name(), "rows", op.y().shape(), op.flops(), op.bytes()),
                divideUp(
                        op.y().rows(),
                        itemsPerChunk(op.y().rows(), COST * op.y().columns())));
        this.op = op;
        this.x = new Row(op.x());
        this.y = new Row(op.y());
        this.step = op.step();
        this.rowsPerChunk = itemsPerChunk(op.y().rows(), COST * op.y().columns());
        this.threshold = op.threshold();
        this.scale = (float) op.scale();
        this.blocks = new int[threads][WORDS];
    }

    @Override
    void run(int chunk, int worker) {
        long stream = Dropout.stream(op.layer(), CpuBuffer.integers(step)[step.offset()]);
        int end = Math.min((chunk + 1) * rowsPerChunk, op.y().rows());
        for (int row = chunk * rowsPerChunk; row < end; row++) {
            dropRow(row, stream, blocks[worker]);
        }
    }

    private void dropRow(int row, long stream, int[] words) {
        long first = (long) row * x.columns;
        int from = x.start(row);
        int to = y.start(row);
        for (int j = 0; j < x.columns; j++) {
            int word = (int) ((first + j) % WORDS);
            if (j == 0 || word == 0) {
                CounterRandom.philox(op.seed(), stream, (first + j) / WORDS, words);
            }
            boolean dropped = Integer.compareUnsigned(words[word], threshold) < 0;
            y.data[to + j] = dropped ? 0 : x.data[from + j] * scale;
        }
    }
}
