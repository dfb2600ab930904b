package io.percept.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Persistent threads that share the chunks of one kernel at a time. The calling thread works too. Between kernels the others spin for a
 * while and then park: waking a parked thread takes tens of microseconds, as long as a small layer. Running a kernel allocates nothing.
 */
final class WorkerPool implements AutoCloseable {
    /** Spins before a worker parks: some 100 µs, longer than the gaps between the kernels of a training step. */
    private static final int SPINS = 10_000;
    /** Spins before the caller, waiting for the last chunk, lets others have its processor. */
    private static final int SPINS_BEFORE_YIELD = 2_000;

    private static final int CHUNK_BITS = 22;
    private static final int NUMBER_SHIFT = 2 * CHUNK_BITS;
    private static final long CHUNK_MASK = (1L << CHUNK_BITS) - 1;

    /** As many chunks as a kernel may have. */
    static final int MOST_CHUNKS = (int) CHUNK_MASK;

    private final int threads;
    private final Worker[] helpers;
    /**
     * What is to be done: the kernel's number (20 bits), its chunks (22 bits), the next chunk (22 bits). All in one word, so that a
     * thread that comes late cannot take a chunk of a kernel that it has not seen.
     */
    private final AtomicLong ticket = new AtomicLong();

    private final AtomicInteger completed = new AtomicInteger();
    private volatile Kernel current;
    private volatile Throwable failure;
    private volatile boolean closed;

    WorkerPool(int threads) {
        this.threads = threads;
        this.helpers = new Worker[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Worker(i + 1);
            helpers[i].start();
        }
    }

    int threads() {
        return threads;
    }

    /** Runs all chunks of a kernel and returns when they are done. */
    void run(Kernel kernel) {
        int chunks = kernel.chunks();
        if (chunks == 1 || helpers.length == 0) {
            for (int chunk = 0; chunk < chunks; chunk++) {
                kernel.run(chunk, 0);
            }
            return;
        }
        completed.set(0);
        current = kernel;
        long number = kernelNumber(ticket.get()) + 1;
        ticket.set((number << NUMBER_SHIFT) | ((long) chunks << CHUNK_BITS));
        for (int i = 0; i < Math.min(helpers.length, chunks - 1); i++) {
            helpers[i].wake();
        }
        work(0);
        for (int spins = 0; completed.get() < chunks; spins++) {
            if (spins < SPINS_BEFORE_YIELD) {
                Thread.onSpinWait();
            } else {
                yieldProcessor();
            }
        }
        rethrow();
    }

    private static long kernelNumber(long ticket) {
        return ticket >>> NUMBER_SHIFT;
    }

    /** Takes chunks until there are none left. */
    private void work(int worker) {
        while (true) {
            long now = ticket.get();
            int chunk = (int) (now & CHUNK_MASK);
            if (chunk >= ((now >>> CHUNK_BITS) & CHUNK_MASK)) {
                return;
            }
            // Read before the chunk is taken: as long as the ticket stands, this kernel is not finished and so is still
            // the current one.
            Kernel kernel = current;
            if (ticket.compareAndSet(now, now + 1)) {
                try {
                    kernel.run(chunk, worker);
                } catch (RuntimeException | Error thrown) {
                    failure = thrown;
                } finally {
                    completed.incrementAndGet();
                }
            }
        }
    }

    // The helper that holds the last chunk may need this very processor; parking instead would cost more than it waits
    // for.
    @SuppressWarnings("ThreadPriorityCheck")
    private static void yieldProcessor() {
        Thread.yield();
    }

    private void rethrow() {
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw new IllegalStateException("a kernel failed: " + thrown.getMessage(), thrown);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Worker helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    private final class Worker extends Thread {
        private final int index;
        private volatile boolean parked;

        private Worker(int index) {
            super("percept-cpu-" + index);
            this.index = index;
            setDaemon(true);
        }

        private void wake() {
            if (parked) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            while (!closed) {
                long seen = kernelNumber(ticket.get());
                work(index);
                awaitNext(seen);
            }
        }

        private void awaitNext(long seen) {
            for (int spins = 0; spins < SPINS; spins++) {
                if (kernelNumber(ticket.get()) != seen) {
                    return;
                }
                Thread.onSpinWait();
            }
            parked = true;
            while (kernelNumber(ticket.get()) == seen && !closed) {
                LockSupport.park(WorkerPool.this);
            }
            parked = false;
        }
    }
}
