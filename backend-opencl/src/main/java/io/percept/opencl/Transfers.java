package io.percept.opencl;

import static org.jocl.CL.clEnqueueReadBuffer;
import static org.jocl.CL.clEnqueueWriteBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.jocl.CLException;
import org.jocl.Pointer;

/**
 * Copies arrays to and from a device, through a piece of memory outside the Java heap that is made once: a driver that copied from the
 * heap itself would hold up the garbage collector for as long as it waits for the work before. Ranges are the caller's to check; JOCL
 * checks none.
 */
final class Transfers {
    /** On PoCL 47 million values take 43 ms so, and 50 to 53 ms through 1 MiB or 256 KiB; 27 ms from the heap. */
    private static final int STAGING_BYTES = 4 << 20;

    private final ClDevice device;
    private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING_BYTES).order(ByteOrder.nativeOrder());
    private final FloatBuffer floats = staging.asFloatBuffer();
    private final IntBuffer integers = staging.asIntBuffer();
    private final Pointer pointer = Pointer.to(staging);

    Transfers(ClDevice device) {
        this.device = device;
    }

    /** Moves {@code count} elements, {@code done} elements after the transfer's first, between the host array and the staging memory. */
    @FunctionalInterface
    private interface Copy {
        void run(int done, int count);
    }

    void write(ClBuffer buffer, int offset, float[] host, int hostOffset, int length) {
        write(buffer, offset, length, (done, count) -> floats.put(0, host, hostOffset + done, count));
    }

    void write(ClBuffer buffer, int offset, double[] host, int hostOffset, int length) {
        write(buffer, offset, length, (done, count) -> {
            for (int i = 0; i < count; i++) {
                floats.put(i, (float) host[hostOffset + done + i]);
            }
        });
    }

    void write(ClBuffer buffer, int offset, int[] host, int hostOffset, int length) {
        write(buffer, offset, length, (done, count) -> integers.put(0, host, hostOffset + done, count));
    }

    void write(ClBuffer buffer, int offset, byte[] host, int hostOffset, int length) {
        write(buffer, offset, length, (done, count) -> staging.put(0, host, hostOffset + done, count));
    }

    void read(ClBuffer buffer, int offset, float[] host, int hostOffset, int length) {
        read(buffer, offset, length, (done, count) -> floats.get(0, host, hostOffset + done, count));
    }

    void read(ClBuffer buffer, int offset, double[] host, int hostOffset, int length) {
        read(buffer, offset, length, (done, count) -> {
            for (int i = 0; i < count; i++) {
                host[hostOffset + done + i] = floats.get(i);
            }
        });
    }

    void read(ClBuffer buffer, int offset, int[] host, int hostOffset, int length) {
        read(buffer, offset, length, (done, count) -> integers.get(0, host, hostOffset + done, count));
    }

    private void write(ClBuffer buffer, int offset, int length, Copy fill) {
        long size = buffer.type().bytes();
        int most = (int) (STAGING_BYTES / size);
        try {
            int count;
            for (int done = 0; done < length; done += count) {
                count = Math.min(most, length - done);
                fill.run(done, count);
                clEnqueueWriteBuffer(
                        device.queue(),
                        buffer.memory().handle(),
                        true,
                        (offset + (long) done) * size,
                        count * size,
                        pointer,
                        0,
                        null,
                        null);
            }
        } catch (CLException e) {
            throw failure("writing", buffer, length, e);
        }
    }

    private void read(ClBuffer buffer, int offset, int length, Copy drain) {
        long size = buffer.type().bytes();
        int most = (int) (STAGING_BYTES / size);
        try {
            int count;
            for (int done = 0; done < length; done += count) {
                count = Math.min(most, length - done);
                clEnqueueReadBuffer(
                        device.queue(),
                        buffer.memory().handle(),
                        true,
                        (offset + (long) done) * size,
                        count * size,
                        pointer,
                        0,
                        null,
                        null);
                drain.run(done, count);
            }
        } catch (CLException e) {
            throw failure("reading", buffer, length, e);
        }
    }

    private RuntimeException failure(String doing, ClBuffer buffer, int length, CLException error) {
        return ClErrors.failure(
                device.label(),
                doing + " " + length + " elements of a " + buffer.type() + " buffer of " + buffer.rows() + " x "
                        + buffer.columns() + ", or work that was enqueued before it,",
                error);
    }
}
