package io.percept.kernels;

import static org.jocl.CL.CL_CONTEXT_PLATFORM;
import static org.jocl.CL.CL_DEVICE_LOCAL_MEM_SIZE;
import static org.jocl.CL.CL_DEVICE_TYPE_ALL;
import static org.jocl.CL.CL_MEM_COPY_HOST_PTR;
import static org.jocl.CL.CL_MEM_READ_WRITE;
import static org.jocl.CL.clBuildProgram;
import static org.jocl.CL.clCreateBuffer;
import static org.jocl.CL.clCreateContext;
import static org.jocl.CL.clCreateKernel;
import static org.jocl.CL.clCreateProgramWithSource;
import static org.jocl.CL.clEnqueueNDRangeKernel;
import static org.jocl.CL.clEnqueueReadBuffer;
import static org.jocl.CL.clGetDeviceIDs;
import static org.jocl.CL.clGetDeviceInfo;
import static org.jocl.CL.clGetPlatformIDs;
import static org.jocl.CL.clReleaseCommandQueue;
import static org.jocl.CL.clReleaseContext;
import static org.jocl.CL.clReleaseKernel;
import static org.jocl.CL.clReleaseMemObject;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_platform_id;
import org.jocl.cl_program;
import org.junit.jupiter.api.Assumptions;

/** The first OpenCL device of this machine: builds programs, and runs a kernel on copies of arrays that it brings back. */
final class TestDevice implements AutoCloseable {
    private final cl_device_id id;
    private final cl_context context;
    private final cl_command_queue queue;
    private final Map<Build, cl_program> programs = new HashMap<>();

    private TestDevice(cl_platform_id platform, cl_device_id id) {
        this.id = id;
        cl_context_properties properties = new cl_context_properties();
        properties.addProperty(CL_CONTEXT_PLATFORM, platform);
        context = clCreateContext(properties, 1, new cl_device_id[] {id}, null, null, null);
        queue = createQueue();
    }

    @SuppressWarnings("deprecation") // OpenCL 1.2 has no other way.
    private cl_command_queue createQueue() {
        return CL.clCreateCommandQueue(context, id, 0, null);
    }

    /** The device; where there is none, the tests are skipped aloud, or fail when {@code -Dtck.require} names opencl. */
    static TestDevice open() {
        String reason;
        try {
            CL.setExceptionsEnabled(true);
            int[] count = new int[1];
            clGetPlatformIDs(0, null, count);
            cl_platform_id[] platforms = new cl_platform_id[count[0]];
            clGetPlatformIDs(count[0], platforms, null);
            cl_device_id[] devices = new cl_device_id[1];
            clGetDeviceIDs(platforms[0], CL_DEVICE_TYPE_ALL, 1, devices, null);
            return new TestDevice(platforms[0], devices[0]);
        } catch (CLException | UnsatisfiedLinkError | NoClassDefFoundError e) {
            reason = "no OpenCL device: " + e.getMessage();
        }
        if (Arrays.asList(System.getProperty("tck.require", "").split(",")).contains("opencl")) {
            throw new AssertionError(reason + " (required by tck.require)");
        }
        System.err.println("Kernel tests skipped: " + reason);
        Assumptions.abort(reason);
        return null;
    }

    /**
     * Runs a kernel and waits for it. Arguments are {@code int[]}, {@code float[]} and {@code byte[]} for buffers, whose contents are replaced
     * by what the kernel leaves, and {@link Integer} and {@link Float}.
     */
    void run(Build build, String kernel, long[] global, long[] local, Object... arguments) {
        long[] memory = new long[1];
        clGetDeviceInfo(id, CL_DEVICE_LOCAL_MEM_SIZE, Sizeof.cl_ulong, Pointer.to(memory), null);
        if (build.localBytes() > memory[0]) {
            throw new AssertionError(build + " takes more local memory than the device's " + memory[0] + " bytes");
        }
        cl_kernel launched = clCreateKernel(programs.computeIfAbsent(build, this::build), kernel, null);
        List<cl_mem> buffers = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Integer value) {
                CL.clSetKernelArg(launched, i, Sizeof.cl_int, Pointer.to(new int[] {value}));
            } else if (arguments[i] instanceof Float value) {
                CL.clSetKernelArg(launched, i, Sizeof.cl_float, Pointer.to(new float[] {value}));
            } else {
                cl_mem buffer = clCreateBuffer(
                        context,
                        CL_MEM_READ_WRITE | CL_MEM_COPY_HOST_PTR,
                        bytes(arguments[i]),
                        pointer(arguments[i]),
                        null);
                buffers.add(buffer);
                CL.clSetKernelArg(launched, i, Sizeof.cl_mem, Pointer.to(buffer));
            }
        }
        clEnqueueNDRangeKernel(queue, launched, global.length, null, global, local, 0, null, null);
        int next = 0;
        for (Object argument : arguments) {
            if (!(argument instanceof Number)) {
                cl_mem buffer = buffers.get(next++);
                clEnqueueReadBuffer(queue, buffer, true, 0, bytes(argument), pointer(argument), 0, null, null);
                clReleaseMemObject(buffer);
            }
        }
        clReleaseKernel(launched);
    }

    private cl_program build(Build build) {
        cl_program program = clCreateProgramWithSource(
                context, 1, new String[] {build.program().source()}, null, null);
        clBuildProgram(program, 1, new cl_device_id[] {id}, build.flags(), null, null);
        return program;
    }

    private static long bytes(Object array) {
        if (array instanceof float[] floats) {
            return (long) Float.BYTES * floats.length;
        }
        return array instanceof int[] ints ? (long) Integer.BYTES * ints.length : ((byte[]) array).length;
    }

    private static Pointer pointer(Object array) {
        if (array instanceof float[] floats) {
            return Pointer.to(floats);
        }
        return array instanceof int[] ints ? Pointer.to(ints) : Pointer.to((byte[]) array);
    }

    @Override
    public void close() {
        programs.values().forEach(CL::clReleaseProgram);
        clReleaseCommandQueue(queue);
        clReleaseContext(context);
    }
}
