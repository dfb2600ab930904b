package io.percept.opencl;

import io.percept.backend.BackendProvider.Available;
import io.percept.backend.BackendProvider.Probe;
import io.percept.backend.BackendProvider.Unavailable;
import io.percept.backend.DeviceInfo;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** The OpenCL device that tests run on. */
final class TestDevices {
    private TestDevices() {}

    /** The first one that is found. Where there is none the test is skipped aloud, or fails when {@code tck.require} names opencl. */
    static DeviceInfo first() {
        Probe probe = new OpenClProvider().probe();
        if (probe instanceof Unavailable unavailable) {
            skip("opencl has no device: " + unavailable.reason());
        }
        return ((Available) probe).devices().get(0);
    }

    /** What belongs to {@link #first()}. */
    static FoundDevice firstFound() {
        return Discovery.shared().find(first());
    }

    /** Skips the test aloud, or fails when {@code tck.require} names opencl. */
    static void skip(String why) {
        if (Arrays.asList(System.getProperty("tck.require", "").split(",")).contains("opencl")) {
            throw new AssertionError(why + " (required by tck.require)");
        }
        System.err.println("OpenCL test skipped: " + why);
        Assumptions.abort(why);
    }
}
