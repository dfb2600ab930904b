package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Executable;
import io.percept.backend.MeasurableProvider.Limit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementTest {
    @ParameterizedTest
    @CsvSource({"BARRIER, 0", "BARRIER, 1", "BARRIER, 300", "MULTIPLY_ADD, 0", "MULTIPLY_ADD, 1", "MULTIPLY_ADD, 9"})
    void doesWhatItSaysAndLeavesNothingBehind(Limit limit, int rounds) {
        List<String> leaks = new ArrayList<>();
        OpenClProvider provider = new OpenClProvider();
        try (Device device =
                provider.open(TestDevices.first(), DeviceOptions.defaults().withOnLeak(leaks::add))) {
            try (Executable measuring = provider.measuring(device, limit, rounds)) {
                measuring.run();
                Executable.Launch launch = measuring.describe().get(0);
                long items =
                        limit == Limit.BARRIER ? 256 : 256L * 16 * device.info().computeUnits();
                assertThat(launch.sizes()).isEqualTo(items + " items, " + rounds + " rounds");
                assertThat(launch.flops()).isEqualTo(limit == Limit.BARRIER ? 0 : items * rounds * 128);
            }
            device.synchronize();
        }
        assertThat(leaks).isEmpty();
    }
}
