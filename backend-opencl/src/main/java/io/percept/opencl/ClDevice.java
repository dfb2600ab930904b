package io.percept.opencl;

import static org.jocl.CL.CL_CONTEXT_PLATFORM;
import static org.jocl.CL.CL_MEM_READ_WRITE;
import static org.jocl.CL.clCreateBuffer;
import static org.jocl.CL.clCreateCommandQueue;
import static org.jocl.CL.clCreateContext;
import static org.jocl.CL.clEnqueueFillBuffer;
import static org.jocl.CL.clEnqueueNDRangeKernel;
import static org.jocl.CL.clFinish;
import static org.jocl.CL.clFlush;
import static org.jocl.CL.clReleaseCommandQueue;
import static org.jocl.CL.clReleaseContext;
import static org.jocl.CL.clReleaseMemObject;

import io.percept.backend.BackendException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;

/** A device's context and its in-order queue, and an account of every handle made there. */
final class ClDevice {
    /** Launches after which the driver is told to begin, so that it works while the next ones are enqueued. */
    private static final int LAUNCHES_PER_FLUSH = 32;

    private final FoundDevice found;
    private final cl_context context;
    private final cl_command_queue queue;
    private final Set<NativeResource> resources = new LinkedHashSet<>();
    private long allocated;
    private int unflushed;

    private ClDevice(FoundDevice found, cl_context context, cl_command_queue queue) {
        this.found = found;
        this.context = context;
        this.queue = queue;
    }

    /**
     * Opens the device.
     *
     * @throws BackendException when its driver refuses
     */
    static ClDevice open(FoundDevice found) {
        cl_context_properties properties = new cl_context_properties();
        properties.addProperty(CL_CONTEXT_PLATFORM, found.platform());
        cl_context context = null;
        try {
            context = clCreateContext(properties, 1, new cl_device_id[] {found.handle()}, null, null, null);
            return new ClDevice(found, context, inOrderQueue(context, found.handle()));
        } catch (CLException e) {
            if (context != null) {
                clReleaseContext(context);
            }
            throw ClErrors.failure(found.label(), "opening the device", e);
        }
    }

    /** The call of OpenCL 1.2; its successor is missing from drivers that have no 2.0. */
    @SuppressWarnings("deprecation")
    private static cl_command_queue inOrderQueue(cl_context context, cl_device_id device) {
        return clCreateCommandQueue(context, device, 0, null);
    }

    DeviceTraits traits() {
        return found.traits();
    }

    /** Its id and name, as messages show it. */
    String label() {
        return found.label();
    }

    cl_device_id handle() {
        return found.handle();
    }

    cl_context context() {
        return context;
    }

    cl_command_queue queue() {
        return queue;
    }

    /**
     * A new block of zeros.
     *
     * @param what names it in messages
     * @throws BackendException when it is larger than the device allows, or than what is left
     */
    ClMemory allocate(long bytes, String what) {
        checkRoom(bytes, what);
        cl_mem handle = null;
        try {
            handle = clCreateBuffer(context, CL_MEM_READ_WRITE, bytes, null, null);
            byte[] zero = new byte[bytes % Integer.BYTES == 0 ? Integer.BYTES : 1];
            clEnqueueFillBuffer(queue, handle, Pointer.to(zero), zero.length, 0, bytes, 0, null, null);
            // Drivers reserve memory at its first use: only now is it certain that there is enough.
            clFinish(queue);
        } catch (CLException e) {
            if (handle != null) {
                clReleaseMemObject(handle);
            }
            throw ClErrors.failure(
                    label(), "allocating " + what + " (" + mebibytes(bytes) + ", with " + used() + ")", e);
        }
        allocated += bytes;
        return adopt(new ClMemory(this, handle, bytes));
    }

    private void checkRoom(long bytes, String what) {
        if (bytes > traits().maxAllocation()) {
            throw new BackendException(label() + ": " + what + " takes " + mebibytes(bytes)
                    + ", and the device allows at most " + mebibytes(traits().maxAllocation())
                    + " in one buffer; use a smaller batch, network or data set, or another device");
        }
        // Some drivers promise memory that they have not got, and fail, or the whole machine does, when it is used.
        if (bytes > traits().memory() - allocated) {
            throw new BackendException(label() + ": no memory for " + what + " of " + mebibytes(bytes) + " with "
                    + used() + "; use a smaller batch, network or data set, or another device");
        }
    }

    private String used() {
        return mebibytes(allocated) + " of " + mebibytes(traits().memory()) + " in use by this program";
    }

    private static String mebibytes(long bytes) {
        return bytes < 1 << 20 ? bytes + " bytes" : (bytes >> 20) + " MiB";
    }

    void freed(long bytes) {
        allocated -= bytes;
    }

    /** Keeps account of a handle from now on. */
    <T extends NativeResource> T adopt(T resource) {
        resources.add(resource);
        return resource;
    }

    /** Ends the account of a handle; false when it had ended before. */
    boolean forget(NativeResource resource) {
        return resources.remove(resource);
    }

    /** Enqueues a kernel whose arguments are set. */
    void enqueue(cl_kernel kernel, long[] global, long[] local) {
        clEnqueueNDRangeKernel(queue, kernel, global.length, null, global, local, 0, null, null);
        if (++unflushed >= LAUNCHES_PER_FLUSH) {
            clFlush(queue);
            unflushed = 0;
        }
    }

    /**
     * Waits until all that was enqueued is done.
     *
     * @throws BackendException when some of it failed
     */
    void finish() {
        try {
            clFinish(queue);
            unflushed = 0;
        } catch (CLException e) {
            throw ClErrors.failure(label(), "work that was enqueued before", e);
        }
    }

    /** Gives back all that is still open, and then the device. */
    void close() {
        try {
            finish();
        } finally {
            List.copyOf(resources).forEach(NativeResource::release);
            clReleaseCommandQueue(queue);
            clReleaseContext(context);
        }
    }
}
