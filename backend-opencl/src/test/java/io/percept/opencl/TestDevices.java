package io.percept.opencl;

import io.percept.backend.BackendProvider.Available;
import io.percept.backend.BackendProvider.Probe;
import io.percept.backend.BackendProvider.Unavailable;
import io.percept.backend.DeviceInfo;
import io.percept.tck.Required;

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
        Required.skip("opencl", why);
    }
}
