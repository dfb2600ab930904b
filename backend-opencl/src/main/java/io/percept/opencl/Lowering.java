package io.percept.opencl;

import io.percept.backend.Add;
import io.percept.backend.Advance;
import io.percept.backend.BackendException;
import io.percept.backend.Device.Support;
import io.percept.backend.Device.Supported;
import io.percept.backend.Device.Unsupported;
import io.percept.backend.Executable.Launch;
import io.percept.backend.Fill;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import java.util.List;

/** Turns operations into launches. */
final class Lowering {
    static final KernelSource SOURCE = new KernelSource("basic.cl", """
            kernel void fill(global float* y, int yOffset, int yStride, float value)
            {
                y[yOffset + get_global_id(1) * yStride + get_global_id(0)] = value;
            }

            kernel void add(global const float* a, int aOffset, int aStride, global const float* b, int bOffset, int bStride,
                    global float* y, int yOffset, int yStride)
            {
                size_t row = get_global_id(1);
                size_t column = get_global_id(0);
                y[yOffset + row * yStride + column] = a[aOffset + row * aStride + column] + b[bOffset + row * bStride + column];
            }

            kernel void advance(global int* cursor, int cursorOffset)
            {
                cursor[cursorOffset]++;
            }
            """);

    static final String OPTIONS = "-cl-std=CL1.2 -cl-mad-enable";

    private final LaunchFactory launches;

    Lowering(LaunchFactory launches) {
        this.launches = launches;
    }

    static Support supports(Op op) {
        return op instanceof Fill || op instanceof Add || op instanceof Advance
                ? new Supported()
                : new Unsupported("there is no OpenCL kernel for " + op.name());
    }

    List<ClLaunch> lower(List<Op> ops) {
        return ops.stream().map(this::lower).toList();
    }

    private ClLaunch lower(Op op) {
        if (op instanceof Fill fill) {
            return over(launch("fill").matrix(fill.y()).real((float) fill.value()), fill.y(), op);
        } else if (op instanceof Add add) {
            return over(launch("add").matrix(add.a()).matrix(add.b()).matrix(add.y()), add.y(), op);
        } else if (op instanceof Advance advance) {
            return over(launch("advance").vector(advance.cursor()), advance.cursor(), op);
        }
        throw new BackendException("there is no OpenCL kernel for " + op.name());
    }

    private ClLaunch launch(String kernel) {
        return launches.launch(SOURCE, OPTIONS, kernel);
    }

    private static ClLaunch over(ClLaunch launch, MatrixView y, Op op) {
        return launch.over(
                new long[] {y.columns(), y.rows()},
                new long[] {1, 1},
                new Launch(op.name(), "basic", y.shape(), op.flops(), op.bytes()));
    }
}
