package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.Op;
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
    void checkComparesEveryOperationOfEveryDevice() {
        Run run = Run.percept("devices", "--check");

        assertThat(run.code()).isZero();
        assertThat(run.err()).matches("checking cpu \\(.*\\) with [0-9,]+ cases ...\\R");
        assertThat(run.out()).startsWith("cpu (").contains("): passed in ");
        for (Class<?> operation : Op.class.getPermittedSubclasses()) {
            assertThat(run.out())
                    .containsPattern("\\n +" + operation.getSimpleName() + " +[0-9,]+ +[0-9.e-]+ +passed\\R");
        }
    }

    @Test
    void checkTellsProgramsHowNearEachOperationComesToItsBound() {
        JsonObject check =
                Run.percept("devices", "--check", "--json", "--device", "cpu").result();

        assertThat(check.bool("passed")).isTrue();
        JsonObject affine = (JsonObject) check.array("operations").get(4);
        assertThat(affine.string("operation")).isEqualTo("Affine");
        assertThat(affine.integer("checks")).isGreaterThan(20);
        assertThat(affine.number("worst")).isBetween(1e-6, 1.0);
    }

    @Test
    void aDeviceIsNamedOnlyToBeChecked() {
        Run run = Run.percept("devices", "--device", "cpu");

        assertThat(run.code()).isEqualTo(Main.USAGE);
        assertThat(run.err()).contains("--device is for --check");
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

    @Test
    void aDeviceWithNothingToTuneIsRefused() {
        Run run = Run.percept("devices", "--tune", "--device", "cpu");

        assertThat(run.code()).isEqualTo(Main.FAILURE);
        assertThat(run.err()).contains("cpu has nothing to tune; name an OpenCL device with --device");
    }
}
