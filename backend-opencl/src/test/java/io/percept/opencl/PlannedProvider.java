package io.percept.opencl;

import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The devices as they are, but with products cut as a test wants it. Binaries are not kept: to make one, PoCL compiles every kernel once
 * more than it would, and it has a cache of its own.
 */
final class PlannedProvider implements BackendProvider {
    private final BackendProvider found = new OpenClProvider();
    private final Function<DeviceTraits, GemmPlanner> planner;

    PlannedProvider(Function<DeviceTraits, GemmPlanner> planner) {
        this.planner = planner;
    }

    @Override
    public String name() {
        return found.name();
    }

    @Override
    public Probe probe() {
        return found.probe();
    }

    @Override
    public Device open(DeviceInfo device, DeviceOptions options) {
        FoundDevice chosen = Discovery.shared().find(device);
        ClDevice handle = ClDevice.open(chosen);
        ProgramCache programs = new ProgramCache(handle, BinaryStore.none(), UnaryOperator.identity());
        return new OpenClDevice(device, options, handle, programs, planner.apply(chosen.traits()));
    }
}
