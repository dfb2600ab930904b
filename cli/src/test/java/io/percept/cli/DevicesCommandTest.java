package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class DevicesCommandTest {
    @Test
    void everyBackendIsListedWithItsDevicesOrWhyItHasNone() {
        Run run = Run.percept("devices");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("cpu: ", "(the one that 'auto' takes)", "compute units: ", "memory: ")
                .contains("opencl: not available: ")
                .contains("reference: double-precision specification");
    }

    @Test
    void jsonHasAnObjectForEach() {
        List<JsonObject> devices = Run.percept("devices", "--json").events();

        assertThat(devices.stream().map(device -> device.string("backend")))
                .containsExactly("cpu", "opencl", "reference");
        assertThat(devices.get(0).bool("auto")).isTrue();
        assertThat(devices.get(0).string("id")).isEqualTo("cpu");
        assertThat(devices.get(0).longInteger("memoryBytes")).isPositive();
        assertThat(devices.get(1).bool("available")).isFalse();
        assertThat(devices.get(1).string("reason")).contains("OpenCL");
        assertThat(devices.get(2).bool("auto")).isFalse();
    }
}
