package io.percept.opencl;

import static org.jocl.CL.CL_KERNEL_LOCAL_MEM_SIZE;
import static org.jocl.CL.CL_KERNEL_NUM_ARGS;
import static org.jocl.CL.CL_KERNEL_WORK_GROUP_SIZE;
import static org.jocl.CL.clGetKernelInfo;
import static org.jocl.CL.clGetKernelWorkGroupInfo;
import static org.jocl.CL.clReleaseKernel;
import static org.jocl.CL.clSetKernelArg;

import io.percept.backend.BackendException;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Executable.Launch;
import io.percept.backend.MatrixView;
import java.util.Arrays;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_kernel;

/**
 * One launch of a kernel: its arguments, set once in the order of the kernel's parameters, and its sizes.
 *
 * <pre>{@code
 * launches.launch(source, options, "add")
 *         .matrix(a).matrix(b).matrix(y).integer(rows).integer(columns)
 *         .over(new long[] {columns, rows}, new long[] {64, 1}, description);
 * }</pre>
 */
final class ClLaunch extends NativeResource {
    private final String name;
    private final cl_kernel kernel;
    private int arguments;
    private long[] global;
    private long[] local;
    private Launch description;

    ClLaunch(ClDevice device, String name, cl_kernel kernel) {
        super(device);
        this.name = name;
        this.kernel = kernel;
    }

    /** Three arguments: the buffer, the offset of the first element, and the row stride. */
    ClLaunch matrix(MatrixView view) {
        return vector(view).integer(view.rowStride());
    }

    /** Two arguments: the buffer, and the offset of the first element. */
    ClLaunch vector(MatrixView view) {
        return buffer(view.buffer()).integer(view.offset());
    }

    ClLaunch buffer(DeviceBuffer buffer) {
        return buffer(((ClBuffer) buffer).memory());
    }

    ClLaunch buffer(ClMemory memory) {
        return argument(Sizeof.cl_mem, Pointer.to(memory.handle()));
    }

    ClLaunch integer(int value) {
        return argument(Sizeof.cl_int, Pointer.to(new int[] {value}));
    }

    ClLaunch real(float value) {
        return argument(Sizeof.cl_float, Pointer.to(new float[] {value}));
    }

    /** A parameter in local memory, of that many bytes. */
    ClLaunch local(long bytes) {
        return argument(bytes, null);
    }

    private ClLaunch argument(long bytes, Pointer value) {
        try {
            clSetKernelArg(kernel, arguments, bytes, value);
        } catch (CLException e) {
            throw ClErrors.failure(device().label(), "setting argument " + arguments + " of kernel " + name, e);
        }
        arguments++;
        return this;
    }

    /**
     * Sets the sizes and completes the launch.
     *
     * @param globalSize work-items in each dimension, multiples of the local sizes
     * @param localSize work-items of a work-group in each dimension
     * @throws BackendException when the device cannot run work-groups of that size, or has not enough local memory
     */
    ClLaunch over(long[] globalSize, long[] localSize, Launch what) {
        global = globalSize.clone();
        local = localSize.clone();
        description = what;
        checkSizes();
        try {
            checkArguments();
            checkWorkGroup();
            checkLocalMemory();
        } catch (CLException e) {
            throw ClErrors.failure(device().label(), "asking for the limits of kernel " + name, e);
        }
        return this;
    }

    /** The lowering's own mistakes, which OpenCL 1.2 would report at every run, or not at all. */
    private void checkSizes() {
        boolean fit = global.length == local.length && global.length >= 1 && global.length <= 3;
        for (int i = 0; fit && i < global.length; i++) {
            fit = local[i] >= 1 && global[i] >= local[i] && global[i] % local[i] == 0;
        }
        if (!fit) {
            throw new IllegalArgumentException(
                    "kernel " + name + " over " + Arrays.toString(global) + " work-items in groups of "
                            + Arrays.toString(local) + "; each must be a multiple of its group's");
        }
    }

    private void checkArguments() {
        long parameters = ClQuery.number(
                (size, value, needed) -> clGetKernelInfo(kernel, CL_KERNEL_NUM_ARGS, size, value, needed));
        if (arguments != parameters) {
            throw new IllegalArgumentException(
                    "kernel " + name + " has " + parameters + " parameters but was given " + arguments + " arguments");
        }
    }

    private void checkWorkGroup() {
        long group = Arrays.stream(local).reduce(1, Math::multiplyExact);
        long most = Math.min(device().traits().maxWorkGroup(), limit(CL_KERNEL_WORK_GROUP_SIZE));
        if (group > most) {
            throw new BackendException(device().label() + ": kernel " + name + " needs work-groups of " + group
                    + " work-items, and the device can run it with at most " + most + "; choose another device");
        }
    }

    /** PoCL ends the process when a kernel asks for more than there is. */
    private void checkLocalMemory() {
        long needed = limit(CL_KERNEL_LOCAL_MEM_SIZE); // Arguments in local memory included.
        if (needed > device().traits().localMemory()) {
            throw new BackendException(device().label() + ": kernel " + name + " needs " + needed
                    + " bytes of local memory, and the device has "
                    + device().traits().localMemory()
                    + "; choose another device");
        }
    }

    private long limit(int fact) {
        return ClQuery.number((size, value, needed) ->
                clGetKernelWorkGroupInfo(kernel, device().handle(), fact, size, value, needed));
    }

    /** Hands it to the queue. */
    void enqueue() {
        device().enqueue(kernel, global, local);
    }

    Launch description() {
        return description;
    }

    @Override
    protected void free() {
        clReleaseKernel(kernel);
    }
}
