package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jocl.CL.CL_FP_INF_NAN;

import io.percept.backend.BackendException;
import io.percept.backend.BackendProvider;
import io.percept.backend.BackendProvider.Unavailable;
import io.percept.backend.Backends;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
    @Test
    void isFoundByTheServiceLoader() {
        assertThat(Backends.providers()).hasAtLeastOneElementOfType(OpenClProvider.class);
    }

    @Test
    void tellsTheFactsOfADevice() {
        DeviceInfo info = TestDevices.first();

        assertThat(info.id()).matches("opencl:\\d+");
        assertThat(info.backend()).isEqualTo("opencl");
        assertThat(info.name()).isNotBlank();
        assertThat(info.computeUnits()).isPositive();
        assertThat(info.memoryBytes()).isGreaterThan(1 << 20);
        assertThat(info.maxAllocationBytes()).isBetween(1L << 20, info.memoryBytes());
        assertThat(info.details().get("type")).isIn("CPU", "GPU", "ACCELERATOR");
        assertThat(info.details().get("version")).startsWith("OpenCL ");
        assertThat(info.details())
                .containsKeys(
                        "vendor", "platform", "driver", "local memory", "largest work-group", "float32 vector width");
        assertThat(new OpenClProvider().probe()).isEqualTo(new OpenClProvider().probe());
    }

    @Test
    void looksOnceAndPassesTheReasonOn() {
        AtomicInteger loads = new AtomicInteger();
        BackendProvider provider = new OpenClProvider(new Discovery(() -> {
            loads.incrementAndGet();
            return Optional.of("there is nothing to load");
        }));

        assertThat(provider.probe()).isEqualTo(new Unavailable("there is nothing to load"));
        assertThat(provider.probe()).isEqualTo(new Unavailable("there is nothing to load"));
        assertThat(loads).hasValue(1);
        DeviceInfo unknown = new DeviceInfo("opencl:0", "opencl", "gone", 1, 1, 1, Map.of());
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> provider.open(unknown, DeviceOptions.defaults()))
                .withMessage("there is no OpenCL device \"opencl:0\" here");
    }

    @Test
    void listsGpusFirstWhateverTheirNumbers() {
        List<FoundDevice> devices = new ArrayList<>();
        for (DeviceKind kind : List.of(DeviceKind.CPU, DeviceKind.GPU, DeviceKind.ACCELERATOR, DeviceKind.GPU)) {
            TestTraits traits = new TestTraits();
            traits.kind = kind;
            devices.add(new FoundDevice("opencl:" + devices.size(), null, null, traits.build()));
        }

        assertThat(Discovery.bestFirst(devices))
                .extracting(FoundDevice::id)
                .containsExactly("opencl:1", "opencl:3", "opencl:2", "opencl:0");
    }

    @Test
    void takesASimulatorThatClaimsToBeEverythingForAProcessor() {
        assertThat(DeviceKind.of(4)).isEqualTo(DeviceKind.GPU);
        assertThat(DeviceKind.of(4 | 1)).isEqualTo(DeviceKind.GPU);
        assertThat(DeviceKind.of(2 | 4 | 8)).isEqualTo(DeviceKind.CPU);
        assertThat(DeviceKind.of(8)).isEqualTo(DeviceKind.ACCELERATOR);
        assertThat(DeviceKind.of(16)).isEqualTo(DeviceKind.ACCELERATOR);
    }

    @Test
    void saysWhyADeviceIsLeftOut() {
        assertThat(leftOut(traits -> {})).isEmpty();
        assertThat(leftOut(traits -> traits.version = "OpenCL 3.0 CUDA")).isEmpty();
        assertThat(leftOut(traits -> traits.version = "OpenCL 1.1 test"))
                .containsExactly(
                        "opencl:3 (Test device) is left out: it offers OpenCL 1.1 test where OpenCL 1.2 is needed");
        assertThat(leftOut(traits -> traits.available = false))
                .singleElement()
                .asString()
                .contains("not available now");
        assertThat(leftOut(traits -> traits.compiler = false))
                .singleElement()
                .asString()
                .contains("no compiler");
        assertThat(leftOut(traits -> traits.littleEndian = false))
                .singleElement()
                .asString()
                .contains("big-endian");
        assertThat(leftOut(traits -> traits.profile = "EMBEDDED_PROFILE"))
                .singleElement()
                .asString()
                .contains("embedded profile");
        assertThat(leftOut(traits -> traits.floatConfig = 0))
                .singleElement()
                .asString()
                .contains("no infinity and no NaN");
    }

    private static List<String> leftOut(Consumer<TestTraits> change) {
        TestTraits traits = new TestTraits();
        change.accept(traits);
        List<FoundDevice> usable = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        Discovery.judge(new FoundDevice("opencl:3", null, null, traits.build()), usable, leftOut);
        assertThat(usable).hasSize(1 - leftOut.size());
        return leftOut;
    }

    @Test
    void saysWhyThereIsNoDevice() {
        assertThat(Discovery.whyNone(List.of(), List.of())).contains("finds no driver (it lists none)");
        assertThat(Discovery.whyNone(List.of("A", "B"), List.of()))
                .isEqualTo("the OpenCL drivers that are installed (A, B) find no device of theirs; "
                        + "check that it is switched on and that this user may use it");
        assertThat(Discovery.whyNone(List.of("A"), List.of("opencl:0 (X) is left out: it is old", "another")))
                .isEqualTo("no OpenCL device can be used: opencl:0 (X) is left out: it is old; another");
    }

    @Test
    void showsOnlyExtensionsThatMatterAndWhetherDenormalsAreKept() {
        TestTraits traits = new TestTraits();
        assertThat(traits.build().info("opencl:0", Optional.empty()).details())
                .containsEntry("extensions", "cl_intel_subgroups cl_khr_fp64")
                .containsEntry("float32 denormals", "kept")
                .containsEntry("local memory", "48 KiB");
        traits.floatConfig = CL_FP_INF_NAN;
        assertThat(traits.build().info("opencl:0", Optional.empty()).details())
                .containsEntry("float32 denormals", "flushed to zero");
    }

    @Test
    void tellsAMissingOpenClLibraryFromAMissingLibraryOfJocl() {
        assertThat(JoclLoader.reason(new UnsatisfiedLinkError(
                        "Could not initialize native OpenCL library. Implementation library could not be loaded")))
                .isEqualTo(JoclLoader.noLibrary())
                .contains("pocl-opencl-icd");
        assertThat(JoclLoader.reason(new UnsatisfiedLinkError("Error while loading native library \"JOCL\"\nmore")))
                .startsWith("JOCL's native library cannot be loaded on ")
                .contains("(Error while loading native library \"JOCL\")", "-Djava.io.tmpdir")
                .doesNotContain("more");
    }

    @Test
    void looksForTheLibraryWhereTheLinkerDoes(@TempDir Path folder) throws IOException {
        Path cache = Files.writeString(folder.resolve("cache"), "\0libOpenMM.so\0");
        Path lib = Files.createDirectory(folder.resolve("lib"));
        Path missing = folder.resolve("missing");
        assertThat(new OpenClLibrary(List.of(lib, missing), List.of(cache, missing)).isPresent())
                .isFalse();

        Files.createFile(lib.resolve("libOpenCL.so.1"));
        assertThat(new OpenClLibrary(List.of(missing, lib), List.of()).isPresent())
                .isTrue();

        Files.writeString(cache, "\0libOpenCL.so.1\0/usr/lib/libOpenCL.so.1\0");
        assertThat(new OpenClLibrary(List.of(), List.of(missing, cache)).isPresent())
                .isTrue();
        assertThat(OpenClLibrary.ofLinux("/some/where::/else").folders())
                .startsWith(Path.of("/some/where"), Path.of("/else"))
                .contains(Path.of("/usr/lib"));
    }
}
