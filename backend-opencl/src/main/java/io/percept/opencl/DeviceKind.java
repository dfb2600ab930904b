package io.percept.opencl;

import static org.jocl.CL.CL_DEVICE_TYPE_CPU;
import static org.jocl.CL.CL_DEVICE_TYPE_GPU;

/** The kinds of device, in the order in which to prefer them; kernels differ between them. */
enum DeviceKind {
    GPU,
    ACCELERATOR,
    CPU;

    /** A simulator may claim to be everything at once: it runs on the processor. */
    static DeviceKind of(long type) {
        if ((type & CL_DEVICE_TYPE_CPU) != 0) {
            return CPU;
        }
        return (type & CL_DEVICE_TYPE_GPU) != 0 ? GPU : ACCELERATOR;
    }
}
