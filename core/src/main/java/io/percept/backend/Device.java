package io.percept.backend;

import java.util.List;

/**
 * An open device: it holds buffers and runs lists of operations. A device, its buffers and its executables belong to one thread at
 * a time.
 *
 * <p>Transfers name the host array first to last: {@code length} elements from {@code hostOffset} on, to or from element {@code
 * offset} of the buffer. They wait for the work that was enqueued before. They throw {@link IllegalArgumentException} when a range
 * does not fit or the array's type is not the buffer's: float[] and double[] go with {@link ElementType#FLOAT32}, int[] with
 * {@link ElementType#INT32}, byte[] with {@link ElementType#UINT8}.
 */
public interface Device extends AutoCloseable {
    DeviceInfo info();

    /** How exactly it multiplies matrices: what it was opened with. */
    default Precision precision() {
        return Precision.FLOAT32;
    }

    /** Whether {@link #compile} takes this operation. */
    Support supports(Op op);

    /**
     * A new buffer of zeros.
     *
     * @throws IllegalArgumentException when the shape is not positive or has more than 2³¹ - 1 elements
     * @throws BackendException when the device has not enough memory
     */
    DeviceBuffer allocate(int rows, int columns, ElementType type);

    void write(DeviceBuffer buffer, int offset, float[] host, int hostOffset, int length);

    /** Values are rounded to the device's precision. */
    void write(DeviceBuffer buffer, int offset, double[] host, int hostOffset, int length);

    void write(DeviceBuffer buffer, int offset, int[] host, int hostOffset, int length);

    void write(DeviceBuffer buffer, int offset, byte[] host, int hostOffset, int length);

    void read(DeviceBuffer buffer, int offset, float[] host, int hostOffset, int length);

    /** On the reference this gives the values in full precision. */
    void read(DeviceBuffer buffer, int offset, double[] host, int hostOffset, int length);

    void read(DeviceBuffer buffer, int offset, int[] host, int hostOffset, int length);

    /**
     * Prepares a list of operations to be run many times: allocates what it needs, picks kernels, binds arguments.
     *
     * @throws BackendException when an operation is not supported, or the device refuses it
     * @throws IllegalArgumentException when a buffer belongs to another device
     */
    Executable compile(List<Op> ops);

    /** Waits until everything that was enqueued is done. Throws what went wrong there. */
    void synchronize();

    /** Frees the device. Buffers and executables that are still open are reported as leaks, and freed. */
    @Override
    void close();

    /** Fills the buffer from an array of its size. */
    default void write(DeviceBuffer buffer, float[] host) {
        write(buffer, 0, host, 0, host.length);
    }

    /** The whole buffer's values. */
    default float[] readFloats(DeviceBuffer buffer) {
        float[] host = new float[buffer.size()];
        read(buffer, 0, host, 0, host.length);
        return host;
    }

    /** Whether a device takes an operation. */
    sealed interface Support permits Supported, Unsupported {}

    record Supported() implements Support {}

    /** It does not, and this is why. */
    record Unsupported(String reason) implements Support {}
}
