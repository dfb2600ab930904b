package io.percept.backend;

import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * How to open a device.
 *
 * @param threads CPU threads to use, at least 1; results do not depend on it
 * @param trackLifetimes whether to remember where buffers were allocated and closed, for messages; costs a stack trace each
 * @param force whether to use a device that is known to compute wrongly, or that nobody has checked yet, without asking
 * @param keepPrograms whether to keep compiled programs for later runs; asking a driver for them takes about as long as compiling
 * @param precision of matrix products; a device that does not offer it is not opened
 * @param onLeak told, when the device closes, of each buffer and executable that is still open
 */
public record DeviceOptions(
        int threads,
        boolean trackLifetimes,
        boolean force,
        boolean keepPrograms,
        Precision precision,
        Consumer<String> onLeak) {
    public DeviceOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
        }
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(onLeak, "onLeak");
    }

    /** As many threads as processors; no tracking; float32; leaks are logged as warnings. */
    public static DeviceOptions defaults() {
        return new DeviceOptions(
                Runtime.getRuntime().availableProcessors(),
                false,
                false,
                true,
                Precision.FLOAT32,
                LoggerFactory.getLogger(DeviceOptions.class)::warn);
    }

    public DeviceOptions withThreads(int count) {
        return new DeviceOptions(count, trackLifetimes, force, keepPrograms, precision, onLeak);
    }

    public DeviceOptions withTrackLifetimes(boolean track) {
        return new DeviceOptions(threads, track, force, keepPrograms, precision, onLeak);
    }

    public DeviceOptions withForce(boolean insist) {
        return new DeviceOptions(threads, trackLifetimes, insist, keepPrograms, precision, onLeak);
    }

    public DeviceOptions withOnLeak(Consumer<String> listener) {
        return new DeviceOptions(threads, trackLifetimes, force, keepPrograms, precision, listener);
    }

    public DeviceOptions withKeepPrograms(boolean keep) {
        return new DeviceOptions(threads, trackLifetimes, force, keep, precision, onLeak);
    }

    public DeviceOptions withPrecision(Precision chosen) {
        return new DeviceOptions(threads, trackLifetimes, force, keepPrograms, chosen, onLeak);
    }
}
