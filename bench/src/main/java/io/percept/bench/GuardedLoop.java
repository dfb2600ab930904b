package io.percept.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * A loop of the processor's backend.
 *
 * @param kind what its speed is compared within
 * @param name what the table calls it
 * @param work of one run, in units that make siblings comparable
 * @param exempt why it may be slow; empty when it may not
 * @param run runs it once
 */
record GuardedLoop(Kind kind, String name, double work, String exempt, Runnable run) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /**
     * What siblings have in common. Where nothing is wrong, on Java 17 and 25 and with 4, 8 and 16 lanes, products reach 0.5 to 2.1 times their
     * median, and of the others the slowest, {@code adadelta} on Java 17, an eighth. Products that have collapsed reach a tenth or less, and a
     * loop that is interpreted 0.02.
     */
    enum Kind {
        PRODUCTS("GFLOP/s, divided by the share of the peak that a block of this size can reach", 1 / 4.0),
        ACTIVATIONS("GB/s", 1 / 20.0),
        DERIVATIVES("GB/s", 1 / 20.0),
        UPDATES("GB/s", 1 / 20.0);

        private final String unit;
        private final double leastShare;

        Kind(String unit, double leastShare) {
            this.unit = unit;
            this.leastShare = leastShare;
        }

        String unit() {
            return unit;
        }

        /** Of the siblings' median speed; a loop that is slower has collapsed. */
        double leastShare() {
            return leastShare;
        }
    }

    /** Work in a nanosecond of this thread's processor time, over at least so many seconds of it. */
    double speed(double seconds) {
        long start = THREADS.getCurrentThreadCpuTime();
        long runs = 0;
        long nanos;
        do {
            // As many again, so that asking for the time costs next to nothing.
            for (long more = runs + 1; more > 0; more--) {
                run.run();
                runs++;
            }
            nanos = THREADS.getCurrentThreadCpuTime() - start;
        } while (nanos < seconds * 1e9);
        return work * runs / nanos;
    }
}
