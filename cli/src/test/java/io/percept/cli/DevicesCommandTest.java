package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.Backends;
import io.percept.backend.DeviceInfo;
import io.percept.backend.Op;
import io.percept.backend.Verdict;
import io.percept.backend.Verdicts;
import io.percept.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    void theListSaysWhichCheckADevicePassedAndWhen() {
        Instant before = Instant.now();
        Run.percept("devices", "--check", "--device", "cpu");

        assertThat(Run.percept("devices").out())
                .containsPattern("check: passed 'percept devices --check' on [0-9]{4}-[0-9]{2}-[0-9]{2}\\R");
        JsonObject check = Run.percept("devices", "--json").events().get(0).object("check");
        assertThat(check.bool("passed")).isTrue();
        assertThat(check.string("by")).isEqualTo("devices --check");
        assertThat(Instant.parse(check.string("time"))).isBetween(before, Instant.now());
    }

    @Test
    void theListSaysWhatADeviceDoesWrong() {
        DeviceInfo cpu = Backends.choose("cpu").device();
        Verdicts.ofUser().put(cpu, Verdict.Check.FIRST_USE, Optional.of("Add gives 2 where 1 is right"));
        try {
            assertThat(Run.percept("devices").out())
                    .containsPattern("check: computes wrongly: Add gives 2 where 1 is right; "
                            + "the short check at its first use on [0-9-]{10} found that\\R");
            JsonObject check = Run.percept("devices", "--json").events().get(0).object("check");
            assertThat(check.bool("passed")).isFalse();
            assertThat(check.string("by")).isEqualTo("first use");
            assertThat(check.string("failure")).isEqualTo("Add gives 2 where 1 is right");
        } finally {
            Verdicts.ofUser().put(cpu, Verdict.Check.FIRST_USE, Optional.empty());
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
    void theListSaysWhichPrecisionsADeviceHasAndWhyNotTheOthers() {
        String reason = "only OpenCL devices with tensor cores have it";
        assertThat(Run.percept("devices").out()).contains("precisions: float32; not 3xtf32, tf32, bf16: " + reason);
        JsonObject cpu = Run.percept("devices", "--json").events().get(0);
        assertThat(cpu.strings("precisions")).containsExactly("float32");
        assertThat(cpu.object("otherPrecisions").string("tf32")).isEqualTo(reason);
    }

    @Test
    void aPrecisionThatADeviceHasNotIsRefusedBeforeTheDataIsRead() {
        Run named = Run.line("train --data nowhere.csv --device cpu --precision bf16");
        assertThat(named.code()).isEqualTo(Main.FAILURE);
        assertThat(named.err())
                .hasLineCount(1)
                .contains(
                        "cpu (", ") has no products in bf16: only OpenCL devices with tensor cores have it; leave out");
        Run automatic = Run.line("train --epochs 1 --precision 3xtf32");
        assertThat(automatic.code()).isEqualTo(Main.FAILURE);
        assertThat(automatic.err()).contains(") has no products in 3xtf32: ");
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
