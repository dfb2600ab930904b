package io.percept.opencl;

import static org.jocl.CL.CL_DEVICE_NOT_AVAILABLE;
import static org.jocl.CL.CL_INVALID_BUFFER_SIZE;
import static org.jocl.CL.CL_MEM_OBJECT_ALLOCATION_FAILURE;
import static org.jocl.CL.CL_OUT_OF_HOST_MEMORY;
import static org.jocl.CL.CL_OUT_OF_RESOURCES;

import io.percept.backend.BackendException;
import org.jocl.CL;
import org.jocl.CLException;

/** OpenCL's errors in the words of this backend. */
final class ClErrors {
    private ClErrors() {}

    /** The error's name and number, such as {@code CL_OUT_OF_RESOURCES (-5)}. */
    static String name(CLException error) {
        int status = error.getStatus();
        String name = CL.stringFor_errorCode(status);
        return (name.startsWith("CL_") ? name : "error") + " (" + status + ")";
    }

    /** Says which device failed at what, with which error, and what to try. */
    static BackendException failure(String device, String what, CLException error) {
        return new BackendException(device + ": " + what + " failed with " + name(error) + "; " + remedy(error), error);
    }

    static boolean isOutOfMemory(CLException error) {
        return switch (error.getStatus()) {
            case CL_MEM_OBJECT_ALLOCATION_FAILURE, CL_OUT_OF_RESOURCES, CL_OUT_OF_HOST_MEMORY, CL_INVALID_BUFFER_SIZE ->
                true;
            default -> false;
        };
    }

    private static String remedy(CLException error) {
        if (isOutOfMemory(error)) {
            return "use a smaller batch, network or data set, or close other programs that use the device";
        } else if (error.getStatus() == CL_DEVICE_NOT_AVAILABLE) {
            return "another program may hold the device; try again later, or choose another device";
        }
        return "update its driver, or choose another device";
    }
}
