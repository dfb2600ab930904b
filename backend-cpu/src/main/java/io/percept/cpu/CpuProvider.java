package io.percept.cpu;

import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Offers the processor as a device named {@code cpu}. */
public final class CpuProvider implements BackendProvider {
    private static final String NAME = "cpu";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Probe probe() {
        Runtime runtime = Runtime.getRuntime();
        long memory = runtime.maxMemory();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("matrix products", Arithmetic.best().name());
        details.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        return new Available(List.of(new DeviceInfo(
                NAME,
                NAME,
                System.getProperty("os.arch") + " processor",
                runtime.availableProcessors(),
                memory,
                Math.min(memory, (long) Integer.MAX_VALUE * Float.BYTES),
                details)));
    }

    @Override
    public Device open(DeviceInfo device, DeviceOptions options) {
        require(device, options.precision());
        return new CpuDevice(device, options);
    }
}
