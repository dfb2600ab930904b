package io.percept.cli;

import io.percept.backend.BackendException;
import io.percept.backend.Backends;
import io.percept.backend.DeviceInfo;
import io.percept.backend.Precision;
import io.percept.backend.TunableProvider;
import io.percept.backend.TunableProvider.DenseShape;
import io.percept.backend.TunableProvider.Tuned;
import io.percept.cli.bench.StandardNet;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Measures which kernels suit a device best, for the layers of the nets that speed is spoken of with. */
final class DeviceTuning {
    private DeviceTuning() {}

    /**
     * Tunes the device.
     *
     * @throws BackendException when it has nothing to tune, or not the precision
     */
    static Tuned tune(Backends.Choice choice, Precision precision, Duration limit, Consumer<String> progress) {
        if (!(choice.provider() instanceof TunableProvider provider)) {
            throw new BackendException(
                    choice.device().id() + " has nothing to tune; name an OpenCL device with --device");
        }
        return provider.tune(choice.device(), precision, layers(choice.device()), limit, progress);
    }

    /** A GPU has work enough to do for the largest net as well. */
    private static List<DenseShape> layers(DeviceInfo device) {
        Stream<StandardNet> nets = isGpu(device) ? Arrays.stream(StandardNet.values()) : StandardNet.USUAL.stream();
        return nets.flatMap(DeviceTuning::layers).toList();
    }

    private static Stream<DenseShape> layers(StandardNet net) {
        return net.layers().stream().map(layer -> new DenseShape(net.batchSize(), layer.outputs(), layer.inputs()));
    }

    static boolean isGpu(DeviceInfo info) {
        return "GPU".equals(info.details().get("type"));
    }
}
