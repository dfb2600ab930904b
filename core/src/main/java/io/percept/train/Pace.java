package io.percept.train;

import java.util.function.LongSupplier;

/**
 * Says after which steps to wait for the device and look at what it has done: about once a second. That is seldom enough to cost nothing,
 * and often enough that a device that is far behind does not go on with what is wrong or no longer wanted.
 *
 * <p>Steps are counted, not timed: those of an asynchronous device are handed over long before they are done. The clock only says how many
 * steps the device did since the last wait.
 */
final class Pace {
    private static final long SECOND = 1_000_000_000;

    /** Steps before the first wait, when nothing is known: little work on any device that is worth using. */
    private static final int FIRST = 16;

    /** How many times longer a stretch may be than the one before, which a compiler or a cold cache may have held up. */
    private static final int GROWTH = 4;

    private final LongSupplier nanoTime;
    private int stretch = FIRST;
    private int steps;
    private long begin;

    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Begins a stretch. */
    void start() {
        steps = 0;
        begin = nanoTime.getAsLong();
    }

    /** Counts a step, and says whether it ends the stretch: then it is time to wait for it. */
    boolean isDue() {
        return ++steps >= stretch;
    }

    /** To be called after the wait: begins the next stretch, of as many steps as the device does in a second. */
    void waited() {
        long spent = Math.max(1, nanoTime.getAsLong() - begin);
        stretch = (int) Math.max(1, Math.min(steps * (double) SECOND / spent, GROWTH * (double) steps));
        start();
    }
}
