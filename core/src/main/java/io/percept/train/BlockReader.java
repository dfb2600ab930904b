package io.percept.train;

import io.percept.train.RowSupply.Block;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Reads the blocks of an epoch, one after the other and ahead of whoever takes them, on a thread of its own. */
final class BlockReader implements AutoCloseable {
    /** One to be read into while the other is taken. */
    private static final int BLOCKS = 2;

    /** How long to wait for a block before looking whether its reading has failed. */
    private static final int MILLIS = 20;

    private final RowSupply.Rows source;
    private final int blockRows;
    private final BlockingQueue<Block> free = new ArrayBlockingQueue<>(BLOCKS);
    private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS);
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread reading = new Thread(task, "percept-rows");
        reading.setDaemon(true);
        return reading;
    });
    private Future<?> epoch;

    BlockReader(RowSupply.Rows source, int blockRows) {
        this.source = source;
        this.blockRows = blockRows;
        for (int i = 0; i < BLOCKS; i++) {
            free.add(source.block(blockRows));
        }
    }

    /** Begins to read an epoch; one that was not finished is given up. */
    void start(int[] order, int rows) {
        stop();
        full.drainTo(free);
        epoch = thread.submit(() -> read(order, rows));
    }

    private Void read(int[] order, int rows) throws InterruptedException {
        for (int first = 0; first < rows; first += blockRows) {
            Block block = free.take();
            boolean whole = false;
            try {
                source.copy(order, first, Math.min(blockRows, rows - first), block);
                full.put(block);
                whole = true;
            } finally {
                if (!whole) {
                    free.add(block);
                }
            }
        }
        return null;
    }

    /** The next block, to be {@linkplain #giveBack given back} when it is not needed any more. */
    Block take() {
        try {
            Block block = full.poll(MILLIS, TimeUnit.MILLISECONDS);
            while (block == null) {
                if (epoch.isDone()) {
                    epoch.get();
                }
                block = full.poll(MILLIS, TimeUnit.MILLISECONDS);
            }
            return block;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("reading rows failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rows were read", e);
        }
    }

    void giveBack(Block block) {
        free.add(block);
    }

    private void stop() {
        if (epoch == null) {
            return;
        }
        epoch.cancel(true);
        // A cancelled task may still be at its end: one that comes after it has seen it go.
        try {
            thread.submit(() -> {}).get();
        } catch (ExecutionException | CancellationException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rows were read", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
