package io.percept.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

class BackendsTest {
    private static final BackendProvider CPU = Fakes.available("cpu", Fakes.device("cpu", "Some Processor"));
    private static final BackendProvider REFERENCE = Fakes.available("reference", Fakes.device("reference", "loops"));
    private static final BackendProvider OPENCL = Fakes.available(
            "opencl",
            Fakes.device("opencl:0", "Radeon 7"),
            Fakes.device("opencl:1", "GeForce RTX 2"),
            Fakes.device("opencl:2", "Model opencl:1 lookalike"));
    private static final BackendProvider NO_OPENCL = Fakes.unavailable("opencl", "no libOpenCL was found");

    @Test
    void autoPrefersAGpuToTheCpuAndNeverTakesTheReference() {
        assertThat(Backends.choose("auto", List.of(CPU, OPENCL, REFERENCE))
                        .device()
                        .id())
                .isEqualTo("opencl:0");
        assertThat(Backends.choose("auto", List.of(CPU, OPENCL, REFERENCE)).passedOver())
                .isEmpty();
        assertThat(Backends.choose("auto", List.of(REFERENCE, CPU)).device().id())
                .isEqualTo("cpu");
        refused("auto", REFERENCE).withMessage("no device to compute on: no backend is on the class path");
    }

    @Test
    void autoSaysWhyItPassedOverABackend() {
        Backends.Choice choice = Backends.choose("auto", List.of(CPU, NO_OPENCL));

        assertThat(choice.device().id()).isEqualTo("cpu");
        assertThat(choice.provider()).isSameAs(CPU);
        assertThat(choice.passedOver()).containsExactly("opencl: no libOpenCL was found");
        refused("auto", NO_OPENCL).withMessage("no device to compute on: opencl: no libOpenCL was found");
    }

    @Test
    void aBackendsNameMeansItsFirstDevice() {
        assertThat(chosen("opencl")).isEqualTo("opencl:0");
        assertThat(chosen("cpu")).isEqualTo("cpu");
        assertThat(chosen("reference")).isEqualTo("reference");
    }

    @Test
    void anIdWinsOverANameThatContainsIt() {
        assertThat(chosen("opencl:1")).isEqualTo("opencl:1");
        assertThat(chosen("opencl:2")).isEqualTo("opencl:2");
    }

    @Test
    void partOfANameWillDoInAnyCase() {
        assertThat(chosen("opencl:geforce")).isEqualTo("opencl:1");
        assertThat(chosen("opencl:RADEON")).isEqualTo("opencl:0");
        assertThat(chosen("opencl:e")).isEqualTo("opencl:0");
    }

    @Test
    void unknownNamesAreRefusedWithWhatThereIs() {
        refused("cuda", CPU, OPENCL)
                .withMessage("there is no device \"cuda\"; there are the backends cpu, opencl, and auto");
        refused("opencl:arc", OPENCL)
                .withMessage("there is no device \"opencl:arc\"; opencl has opencl:0 (Radeon 7), "
                        + "opencl:1 (GeForce RTX 2), opencl:2 (Model opencl:1 lookalike)");
    }

    @Test
    void aDeviceAskedForByNameIsNeverReplaced() {
        refused("opencl", CPU, NO_OPENCL).withMessage("device \"opencl\" cannot be had: no libOpenCL was found");
    }

    @Test
    void autoOpensTheFirstDeviceThatOpensAndSaysWhyTheOthersDoNot() {
        BackendProvider cpu = Fakes.opening("cpu", Fakes.device("cpu", "Some Processor"));
        try (Backends.Opened opened = Backends.open("auto", DeviceOptions.defaults(), List.of(cpu, OPENCL))) {
            assertThat(opened.choice().device().id()).isEqualTo("cpu");
            assertThat(opened.failed())
                    .containsExactly("opencl:0 is not real", "opencl:1 is not real", "opencl:2 is not real");
            assertThat(opened.choice().passedOver()).isEqualTo(opened.failed());
        }
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> Backends.open("auto", DeviceOptions.defaults(), List.of(CPU, NO_OPENCL)))
                .withMessage("no device to compute on: opencl: no libOpenCL was found; cpu is not real");
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> Backends.open("opencl:1", DeviceOptions.defaults(), List.of(cpu, OPENCL)))
                .withMessage("opencl:1 is not real");
    }

    @Test
    void theReferenceIsOnTheClassPath() {
        assertThat(Backends.providers()).extracting(BackendProvider::name).contains("reference");
        try (Device device = Backends.open("reference")) {
            assertThat(device.info().id()).isEqualTo("reference");
        }
    }

    @Test
    void aPrecisionThatADeviceHasNotIsNeverLowered() {
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() ->
                        Backends.open("reference", DeviceOptions.defaults().withPrecision(Precision.TF32)))
                .withMessage(
                        "reference (double-precision specification) has no products in tf32: only OpenCL devices with"
                                + " tensor cores have it; leave out --precision, or choose a device that 'percept devices' lists"
                                + " with it");
    }

    private static String chosen(String wanted) {
        return Backends.choose(wanted, List.of(CPU, OPENCL, REFERENCE)).device().id();
    }

    private static ThrowableAssertAlternative<BackendException> refused(String wanted, BackendProvider... providers) {
        return assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> Backends.choose(wanted, List.of(providers)));
    }
}
