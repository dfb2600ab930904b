package io.percept.cli.bench;

import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** Measures how long one run of something takes. */
public final class Stopwatch {
    private static final double NANOS = 1e-9;

    /** More runs than this in one measurement would only fill the queue of a device. */
    private static final int MOST_RUNS = 1 << 16;

    private final Effort effort;
    private final LongSupplier nanoTime;

    public Stopwatch(Effort effort) {
        this(effort, System::nanoTime);
    }

    Stopwatch(Effort effort, LongSupplier nanoTime) {
        this.effort = effort;
        this.nanoTime = nanoTime;
    }

    /**
     * Warms up, and measures.
     *
     * @param work runs so many times, and returns when all is done
     * @return seconds that one run took, for each repetition
     */
    double[] measure(IntConsumer work) {
        int runs = warmUp(work);
        double[] each = new double[effort.repetitions()];
        for (int i = 0; i < each.length; i++) {
            each[i] = repeat(work, runs);
        }
        return each;
    }

    /**
     * Runs at least once, until the time is over and as many runs are found as take long enough.
     *
     * @return how many runs make a repetition
     */
    public int warmUp(IntConsumer work) {
        long start = nanoTime.getAsLong();
        int runs = 1;
        while (true) {
            double seconds = seconds(work, runs);
            boolean enough = seconds >= effort.seconds() || runs == MOST_RUNS;
            if (enough && (nanoTime.getAsLong() - start) * NANOS >= effort.warmUp()) {
                return runs;
            }
            if (!enough) {
                runs = Math.min(2 * runs, MOST_RUNS);
            }
        }
    }

    /** Seconds of a run in a repetition of so many. */
    public double repeat(IntConsumer work, int runs) {
        return seconds(work, runs) / runs;
    }

    private double seconds(IntConsumer work, int runs) {
        long begin = nanoTime.getAsLong();
        work.accept(runs);
        return (nanoTime.getAsLong() - begin) * NANOS;
    }
}
