package io.percept.opencl;

import io.percept.backend.BackendException;
import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;

/** Stands for the devices named {@code opencl}, of which this build has none. */
public final class OpenClProvider implements BackendProvider {
    private static final String REASON = "this build has no OpenCL kernels yet";

    @Override
    public String name() {
        return "opencl";
    }

    @Override
    public Probe probe() {
        return new Unavailable(REASON);
    }

    @Override
    public Device open(DeviceInfo device, DeviceOptions options) {
        throw new BackendException("device \"" + device.id() + "\" cannot be opened: " + REASON);
    }
}
