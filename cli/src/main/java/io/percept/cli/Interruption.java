package io.percept.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a training end in order when a signal ends the process: it is told to stop, and the process lives until it is closed. The virtual
 * machine then exits with 128 + the signal's number.
 */
final class Interruption implements AutoCloseable {
    /** A last step and saving take less; a process that a signal cannot end would be worse. */
    private static final long LONGEST_WAIT_SECONDS = 120;

    private final CountDownLatch finished = new CountDownLatch(1);
    private Thread hook;

    /** From now on a signal has this done. */
    void onSignal(Runnable stop) {
        hook = new Thread(() -> stopAndWait(stop), "percept-interruption");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException shutdownHasBegun) {
            stop.run();
        }
    }

    private void stopAndWait(Runnable stop) {
        stop.run();
        try {
            boolean inTime = finished.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                System.err.println("percept: the running step did not end in " + LONGEST_WAIT_SECONDS + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The training is over, and everything that shall survive it is written. */
    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shutdownHasBegun) {
            // The hook is running, and ends now.
            return;
        }
    }
}
