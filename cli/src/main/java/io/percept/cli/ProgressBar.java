package io.percept.cli;

import io.percept.train.TrainingSession;
import java.util.Locale;

/** A line that shows how far an epoch is, how fast it goes and when the training will be over. */
final class ProgressBar {
    private static final long REDRAW_NANOS = 100_000_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int MOST_STEPS_UNSEEN = 1 << 16;
    private static final int WIDEST_BAR = 40;
    private static final int NARROWEST_BAR = 5;
    private static final String GREEN = "\u001b[32m";
    private static final String PLAIN = "\u001b[0m";

    private final Console console;
    private final int epochs;
    private final int stepsPerEpoch;
    private final int rowsPerStep;
    private final long start = System.nanoTime();
    private long epochStart = start;
    private int epoch = 1;
    private long drawn = start;
    private long seen = start;
    /** The clock is read only every so many steps, so that short steps do not wait for it. */
    private int stride = 1;

    private int unseen;

    ProgressBar(Console console, int epochs, TrainingSession session) {
        this.console = console;
        this.epochs = epochs;
        this.stepsPerEpoch = session.stepsPerEpoch();
        this.rowsPerStep = session.rowsOfStep(0);
    }

    /** The beginning of all lines of an epoch. */
    static String label(int epoch, int epochs) {
        return label("epoch", epoch, epochs);
    }

    /** The number of a thing among all of its kind. */
    static String label(String kind, int number, int of) {
        int digits = Integer.toString(of).length();
        return String.format(Locale.ROOT, "%s %" + digits + "d/%d", kind, number, of);
    }

    /** After each step. */
    void stepped(int currentEpoch, int step) {
        if (currentEpoch != epoch) {
            epoch = currentEpoch;
            epochStart = System.nanoTime();
        }
        if (++unseen < stride) {
            return;
        }
        unseen = 0;
        long now = System.nanoTime();
        adaptStride(now - seen);
        seen = now;
        if (now - drawn >= REDRAW_NANOS) {
            drawn = now;
            console.status(line(step, now));
        }
    }

    /** Reads the clock a few times for each redraw. */
    private void adaptStride(long nanos) {
        if (nanos < REDRAW_NANOS / 16) {
            stride = Math.min(2 * stride, MOST_STEPS_UNSEEN);
        } else if (nanos > REDRAW_NANOS / 4) {
            stride = Math.max(stride / 4, 1);
        }
    }

    private String line(int step, long now) {
        double inEpoch = (now - epochStart) / NANOS_PER_SECOND;
        double inAll = (now - start) / NANOS_PER_SECOND;
        double done = ((double) (epoch - 1) * stepsPerEpoch + step) / ((double) epochs * stepsPerEpoch);
        String before = label(epoch, epochs) + "  ";
        String after = String.format(
                Locale.ROOT,
                "  %3d %%  %s samples/s  %s left",
                100L * step / stepsPerEpoch,
                Format.count(Math.round((double) step * rowsPerStep / inEpoch)),
                Format.time(inAll / done - inAll));
        // One column stays free: a full line would wrap on some terminals.
        int room = console.terminal().columns() - before.length() - after.length() - "[]".length() - 1;
        if (room < NARROWEST_BAR) {
            String text = before + after.strip();
            return text.substring(0, Math.min(text.length(), console.terminal().columns() - 1));
        }
        return before + bar(Math.min(room, WIDEST_BAR), (double) step / stepsPerEpoch) + after;
    }

    private String bar(int width, double part) {
        int full = (int) (width * part);
        String filled = "=".repeat(full);
        return "[" + (console.terminal().color() ? GREEN + filled + PLAIN : filled) + " ".repeat(width - full) + "]";
    }
}
