package io.percept.backend;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps account of what a device has opened, for every backend alike: use after close is refused, closing twice is harmless, and
 * what is still open when the device closes is reported.
 */
public final class Lifetimes {
    private static final Pattern BACKEND = Pattern.compile("io\\.percept\\.(backend|reference|cpu|opencl)\\..*");

    private final DeviceInfo device;
    private final DeviceOptions options;
    private final Set<Lifetime> open = new LinkedHashSet<>();
    private final Lifetime deviceLifetime;

    public Lifetimes(DeviceInfo device, DeviceOptions options) {
        this.device = device;
        this.options = options;
        this.deviceLifetime = new Lifetime("device " + device.id(), null);
    }

    /** Registers something that was opened; {@code what} names it in messages. */
    public Lifetime open(String what) {
        checkDevice();
        Lifetime lifetime = new Lifetime(what, options.trackLifetimes() ? new Throwable("opened here") : null);
        open.add(lifetime);
        return lifetime;
    }

    /** Makes a buffer of an open device; when it throws, the lifetime is ended for it. */
    @FunctionalInterface
    public interface BufferFactory {
        TrackedBuffer create(Lifetime lifetime, int rows, int columns, ElementType type);
    }

    /**
     * Registers and makes a buffer.
     *
     * @throws IllegalArgumentException when the shape is not positive or has more than 2³¹ - 1 elements
     * @throws BackendException when there is not enough memory
     */
    public TrackedBuffer allocate(int rows, int columns, ElementType type, BufferFactory factory) {
        if (rows < 1 || columns < 1 || (long) rows * columns > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a buffer of " + rows + " x " + columns
                    + "; it must have rows and columns and at most 2147483647 elements");
        }
        Lifetime lifetime = open(type + " buffer of " + rows + " x " + columns);
        boolean made = false;
        try {
            TrackedBuffer buffer = factory.create(lifetime, rows, columns, type);
            made = true;
            return buffer;
        } catch (OutOfMemoryError tooLarge) {
            throw new BackendException(
                    device.id() + ": no memory for a " + lifetime.what
                            + "; give Java more (-Xmx), or use a smaller data set or network",
                    tooLarge);
        } finally {
            if (!made) {
                lifetime.end();
            }
        }
    }

    /** This device's buffers that some operations name, all open, each once. */
    public List<TrackedBuffer> buffersOf(List<Op> ops) {
        checkDevice();
        return ops.stream()
                .flatMap(op -> Stream.concat(op.inputs().stream(), op.outputs().stream()))
                .map(MatrixView::buffer)
                .distinct()
                .map(this::own)
                .toList();
    }

    /** Checks a transfer: an open buffer of this device, the right type of array, and ranges inside both. */
    public void checkTransfer(
            DeviceBuffer buffer, ElementType type, int offset, int hostLength, int hostOffset, int length) {
        checkDevice();
        own(buffer);
        if (buffer.type() != type) {
            throw new IllegalArgumentException(
                    "the buffer holds " + buffer.type() + " but the array goes with " + type);
        }
        checkRange("buffer", offset, length, buffer.size());
        checkRange("array", hostOffset, length, hostLength);
    }

    private static void checkRange(String of, int offset, int length, int size) {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new IllegalArgumentException(
                    length + " elements from " + offset + " on do not fit the " + of + " of " + size);
        }
    }

    private TrackedBuffer own(DeviceBuffer buffer) {
        if (!(buffer instanceof TrackedBuffer own) || !own.belongsTo(this)) {
            throw new IllegalArgumentException("a buffer of " + buffer.rows() + " x " + buffer.columns()
                    + " belongs to another device than " + device.id());
        }
        own.checkOpen();
        return own;
    }

    /** Throws {@link IllegalStateException} when the device is closed. */
    public void checkDevice() {
        deviceLifetime.check();
    }

    /** Closes the device. True the first time; then everything still open has been reported and counts as closed. */
    public boolean closeDevice() {
        if (!deviceLifetime.end()) {
            return false;
        }
        for (Lifetime lifetime : List.copyOf(open)) {
            options.onLeak().accept(lifetime.leak());
            lifetime.end();
        }
        return true;
    }

    /** Something that is open until it is closed. */
    public final class Lifetime {
        private final String what;
        private final Throwable openedAt;
        private Throwable closedAt;
        private boolean closed;

        private Lifetime(String what, Throwable openedAt) {
            this.what = what;
            this.openedAt = openedAt;
        }

        /** Ends it: true the first time, false after that. */
        public boolean end() {
            if (closed) {
                return false;
            }
            closed = true;
            closedAt = options.trackLifetimes() ? new Throwable("closed here") : null;
            open.remove(this);
            return true;
        }

        /** Throws {@link IllegalStateException} when it has ended. */
        public void check() {
            if (closed) {
                throw new IllegalStateException(
                        "the " + what + " is closed" + (closedAt == null ? "" : "; the cause shows where"), closedAt);
            }
        }

        /** Whether it is in that account. */
        boolean belongsTo(Lifetimes lifetimes) {
            return lifetimes == Lifetimes.this;
        }

        private String leak() {
            String where = openedAt == null ? "" : ", opened at " + firstCallerOutside(openedAt);
            return "device " + device.id() + " was closed with a " + what + " still open" + where;
        }

        /** The first frame outside the backends: the calls inside one say nothing to its user. */
        private static StackTraceElement firstCallerOutside(Throwable trace) {
            StackTraceElement[] frames = trace.getStackTrace();
            for (StackTraceElement frame : frames) {
                if (!BACKEND.matcher(frame.getClassName()).matches()) {
                    return frame;
                }
            }
            return frames[0];
        }
    }
}
