package io.percept.cpu;

import io.percept.backend.Executable.Launch;

/**
 * A piece of work in independent chunks. How it is cut depends on sizes alone, never on the number of threads, and so do the results.
 */
abstract class Kernel {
    /** Elements that are worth handing to another thread: about 10 µs of elementwise work. */
    private static final int GRAIN = 16_384;

    private static final int MOST_CHUNKS = 4_096;
    private static final int FEW_CHUNKS = 16;

    /** Of a row, in work down the columns: memory is read ahead only where longer pieces of it are wanted. */
    private static final int SHORTEST_PIECE = 128;

    private final Launch launch;
    private final int chunks;

    Kernel(Launch launch, int chunks) {
        if (chunks > WorkerPool.MOST_CHUNKS) {
            throw new IllegalArgumentException(launch.kernel() + " " + launch.sizes() + " takes " + chunks
                    + " chunks of work; there may be " + WorkerPool.MOST_CHUNKS + ", so use smaller batches");
        }
        this.launch = launch;
        this.chunks = chunks;
    }

    /** Does one chunk; {@code worker} says whose scratch memory it may use. */
    abstract void run(int chunk, int worker);

    /** Gets ready what would make the first runs slow. May be called by any thread, at the same time as for other kernels. */
    void warmUp() {}

    final Launch launch() {
        return launch;
    }

    final int chunks() {
        return chunks;
    }

    /**
     * How many items (rows, columns, parameters) make a chunk worth a thread's while; {@code cost} is an item's in elements. Few chunks are
     * a power of two, so that 2, 4 or 8 threads get equal shares.
     */
    static int itemsPerChunk(int items, int cost) {
        int most = Math.max(Math.max(1, GRAIN / cost), divideUp(items, MOST_CHUNKS));
        int chunks = divideUp(items, most);
        if (chunks <= FEW_CHUNKS) {
            chunks = Integer.highestOneBit(2 * chunks - 1);
        }
        return divideUp(items, chunks);
    }

    /** The same for work down columns, of which neighbours lie together in memory. */
    static int columnsPerChunk(int columns, int rows) {
        return Math.max(itemsPerChunk(columns, rows), Math.min(columns, SHORTEST_PIECE));
    }

    static int divideUp(int a, int b) {
        return (a + b - 1) / b;
    }
}
