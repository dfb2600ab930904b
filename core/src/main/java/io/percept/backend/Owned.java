package io.percept.backend;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What an object has opened on a device, to be closed with it, last first. A constructor that fails half-way closes this, and nothing
 * leaks.
 */
public final class Owned implements AutoCloseable {
    private final Deque<Runnable> closings = new ArrayDeque<>();

    /** Takes over a buffer. */
    public DeviceBuffer own(DeviceBuffer buffer) {
        closings.push(buffer::close);
        return buffer;
    }

    /** Takes over an executable. */
    public Executable own(Executable executable) {
        closings.push(executable::close);
        return executable;
    }

    /** Takes over what else must end. */
    public void onClose(Runnable closing) {
        closings.push(closing);
    }

    /** Closes everything; what is closed already stays so. */
    @Override
    public void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
    }
}
