package io.percept.reference;

import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import java.util.List;
import java.util.Map;

/** Offers the reference as a device named {@code reference}. */
public final class ReferenceProvider implements BackendProvider {
    private static final String NAME = "reference";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Probe probe() {
        long memory = Runtime.getRuntime().maxMemory();
        long largestArray = Math.min(memory, (long) Integer.MAX_VALUE * Double.BYTES);
        return new Available(List.of(new DeviceInfo(
                NAME,
                NAME,
                "double-precision specification",
                1,
                memory,
                largestArray,
                Map.of("precision", "float64"))));
    }

    @Override
    public Device open(DeviceInfo device, DeviceOptions options) {
        require(device, options.precision());
        return new ReferenceDevice(device, options);
    }
}
