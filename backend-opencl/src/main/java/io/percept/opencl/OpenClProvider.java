package io.percept.opencl;

import io.percept.backend.BackendException;
import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;

/**
 * Offers the devices of every OpenCL driver as {@code opencl:0}, {@code opencl:1}, ... in the order in which the system lists platforms
 * and their devices. The list begins with GPUs. Devices are looked for once in the life of the process.
 */
public final class OpenClProvider implements BackendProvider {
    private final Discovery discovery;

    public OpenClProvider() {
        this(Discovery.shared());
    }

    OpenClProvider(Discovery discovery) {
        this.discovery = discovery;
    }

    @Override
    public String name() {
        return DeviceTraits.BACKEND;
    }

    @Override
    public Probe probe() {
        Discovery.Findings findings = discovery.find();
        if (findings.devices().isEmpty()) {
            return new Unavailable(findings.whyNone());
        }
        return new Available(findings.devices().stream()
                .map(found -> found.traits().info(found.id()))
                .toList());
    }

    @Override
    public Device open(DeviceInfo device, DeviceOptions options) {
        FoundDevice found = discovery.find().devices().stream()
                .filter(candidate -> candidate.id().equals(device.id()))
                .findFirst()
                .orElseThrow(() -> new BackendException("there is no OpenCL device \"" + device.id() + "\" here"));
        GemmPlanner planner = GemmPlanner.untuned(found.traits());
        return new OpenClDevice(device, options, ClDevice.open(found), BinaryStore.ofUser(), planner);
    }
}
