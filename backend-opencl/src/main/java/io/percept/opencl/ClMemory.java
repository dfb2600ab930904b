package io.percept.opencl;

import static org.jocl.CL.clReleaseMemObject;

import org.jocl.cl_mem;

/** A block of a device's memory: the inside of a {@link ClBuffer}, or an executable's scratch space. */
final class ClMemory extends NativeResource {
    private final cl_mem handle;
    private final long bytes;

    ClMemory(ClDevice device, cl_mem handle, long bytes) {
        super(device);
        this.handle = handle;
        this.bytes = bytes;
    }

    cl_mem handle() {
        return handle;
    }

    long bytes() {
        return bytes;
    }

    /** The driver keeps the memory until the commands that use it are done. */
    @Override
    protected void free() {
        clReleaseMemObject(handle);
        device().freed(bytes);
    }
}
