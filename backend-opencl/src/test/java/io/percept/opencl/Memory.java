package io.percept.opencl;

import static org.jocl.CL.clEnqueueReadBuffer;

import org.jocl.Pointer;

/** A look into a device's memory, past the checks of its buffers. */
final class Memory {
    private Memory() {}

    static byte[] bytes(ClMemory memory, int count) {
        byte[] bytes = new byte[count];
        clEnqueueReadBuffer(memory.device().queue(), memory.handle(), true, 0, count, Pointer.to(bytes), 0, null, null);
        return bytes;
    }
}
