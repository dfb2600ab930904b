package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.BackendProvider;
import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Precision;
import io.percept.reference.ReferenceProvider;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceCheckTest {
    /** Here a device says that it has tensor cores, and computes with more than their precision. */
    @Test
    void checkComparesProductsInEveryPrecisionThatADeviceHas() {
        BackendProvider reference = new ReferenceProvider();
        DeviceInfo info =
                ((BackendProvider.Available) reference.probe()).devices().get(0);
        List<Precision> opened = new ArrayList<>();
        BackendProvider boasting = new BackendProvider() {
            @Override
            public String name() {
                return reference.name();
            }

            @Override
            public Probe probe() {
                return reference.probe();
            }

            @Override
            public Device.Support supports(DeviceInfo device, Precision precision) {
                return precision == Precision.FLOAT32 || precision == Precision.TF32
                        ? new Device.Supported()
                        : new Device.Unsupported("it is slow");
            }

            @Override
            public Device open(DeviceInfo device, DeviceOptions options) {
                opened.add(options.precision());
                return reference.open(device, options.withPrecision(Precision.FLOAT32));
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(out, out, InputStream.nullInputStream(), Terminal.NONE);

        assertThat(new DeviceCheck(console, false).check(new Backends.Choice(boasting, info, List.of())))
                .isTrue();
        assertThat(opened).containsExactly(Precision.FLOAT32, Precision.TF32);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("\\n +AffineBackwardWeights tf32 +[0-9,]+ +[0-9.e-]+ +passed\\R")
                .containsPattern("\\n +Affine tf32 +")
                .doesNotContain("Softmax tf32");
    }
}
