package io.percept.cli.bench.gpu;

import java.util.function.LongSupplier;

/** The time that a run may take. */
final class Budget {
    private static final double NANOS = 1e-9;

    private final double seconds;
    private final LongSupplier nanoTime;
    private final long start;

    Budget(double seconds, LongSupplier nanoTime) {
        this.seconds = seconds;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Seconds since the start. */
    double spent() {
        return (nanoTime.getAsLong() - start) * NANOS;
    }

    /** Seconds left; negative when it is overdrawn. */
    double left() {
        return seconds - spent();
    }

    boolean isOver() {
        return left() <= 0;
    }
}
