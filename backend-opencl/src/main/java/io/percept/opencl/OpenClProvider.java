package io.percept.opencl;

import io.percept.backend.BackendException;
import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Verdicts;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Offers the devices of every OpenCL driver as {@code opencl:0}, {@code opencl:1}, ... in the order in which the system lists platforms
 * and their devices. The list begins with GPUs. Devices are looked for once in the life of the process.
 */
public final class OpenClProvider implements BackendProvider {
    private final Discovery discovery;
    private final Verdicts verdicts;
    private final UnaryOperator<KernelSource> sources;

    public OpenClProvider() {
        this(Discovery.shared());
    }

    OpenClProvider(Discovery discovery) {
        this(discovery, Verdicts.ofUser(), UnaryOperator.identity());
    }

    /** Builds what {@code sources} makes of each kernel's source. */
    OpenClProvider(Discovery discovery, Verdicts verdicts, UnaryOperator<KernelSource> sources) {
        this.discovery = discovery;
        this.verdicts = verdicts;
        this.sources = sources;
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
        return new Available(
                findings.devices().stream()
                        .map(found -> found.traits().info(found.id()))
                        .toList(),
                findings.leftOut());
    }

    /** Checks the device briefly when it is opened for the first time, unless {@link DeviceOptions#force} says otherwise. */
    @Override
    public Device open(DeviceInfo device, DeviceOptions options) {
        FoundDevice found = discovery.find().devices().stream()
                .filter(candidate -> candidate.id().equals(device.id()))
                .findFirst()
                .orElseThrow(() -> new BackendException("there is no OpenCL device \"" + device.id() + "\" here"));
        GemmPlanner planner = GemmPlanner.untuned(found.traits());
        if (!options.force()) {
            verdicts.failure(device).ifPresent(reason -> {
                throw Verdicts.refusal(device, reason);
            });
        }
        ClDevice handle = ClDevice.open(found);
        ProgramCache programs = new ProgramCache(handle, BinaryStore.ofUser(), sources);
        OpenClDevice opened = new OpenClDevice(device, options, handle, programs, planner);
        if (!options.force() && !verdicts.hasPassed(device)) {
            checkFirst(opened);
        }
        return opened;
    }

    /** Closes a device that does not pass. */
    private void checkFirst(Device device) {
        boolean passed = false;
        try {
            Optional<String> failure = SelfCheck.failure(device);
            failure.ifPresent(reason -> {
                verdicts.fail(device.info(), reason);
                throw Verdicts.refusal(device.info(), reason);
            });
            verdicts.pass(device.info());
            passed = true;
        } finally {
            if (!passed) {
                device.close();
            }
        }
    }
}
