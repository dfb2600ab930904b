package io.percept.opencl;

import io.percept.backend.Executable.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program that runs wrong kernels, each wrong in another way, and writes their names to a file. */
final class OclgrindFaults {
    private static final List<String> KERNELS = List.of("outside", "racing", "unwritten");

    private static final KernelSource SOURCE = new KernelSource("faults", """
            __kernel void outside(__global float *x) { x[get_global_id(0) + 1] = 1; }
            __kernel void racing(__global float *x) { x[0] = get_global_id(0); }
            __kernel void unwritten(__global float *x) {
                __local float shared[8];
                const int item = get_local_id(0);
                if (item < 7) {
                    shared[item] = 1;
                }
                barrier(CLK_LOCAL_MEM_FENCE);
                if (shared[item] > 0) {
                    x[item] = 1;
                }
            }
            """);

    private OclgrindFaults() {}

    public static void main(String[] arguments) throws IOException {
        ClDevice device = ClDevice.open(Discovery.shared().find().devices().get(0));
        LaunchFactory launches = new LaunchFactory(device, new ProgramCache(device, BinaryStore.none()));
        long[] size = {8};
        for (String kernel : KERNELS) {
            launches.launch(SOURCE, "-cl-std=CL1.2", kernel)
                    .buffer(launches.scratch(8 * Float.BYTES, "eight values"))
                    .over(size, size, new Launch(kernel, "", "", 0, 0))
                    .enqueue();
            device.finish();
        }
        launches.release();
        device.close();
        Files.write(Path.of(arguments[0]), KERNELS);
    }
}
