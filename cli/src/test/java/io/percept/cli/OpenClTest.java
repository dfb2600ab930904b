package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.BackendProvider;
import io.percept.backend.Backends;
import io.percept.backend.Op;
import io.percept.json.JsonObject;
import io.percept.tck.Required;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command with the machine's OpenCL drivers, which the other tests of this module are kept from. Skipped aloud where there is no
 * device; {@code -Dtck.require=opencl} turns that into a failure.
 */
@Tag("opencl")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OpenClTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void skipWithoutDevice() {
        BackendProvider opencl = Backends.providers().stream()
                .filter(provider -> provider.name().equals("opencl"))
                .findFirst()
                .orElseThrow();
        if (opencl.probe() instanceof BackendProvider.Unavailable unavailable) {
            Required.skip("opencl", "opencl has no device: " + unavailable.reason());
        }
    }

    @Test
    void trainsOnTheDevice() {
        Run run = Run.line("train --device opencl --hidden 64 --epochs 10 --json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.events().get(0).string("backend")).isEqualTo("opencl");
        assertThat(run.events().get(0).string("device")).startsWith("opencl:");
        assertThat(run.result().object("test").number("accuracy")).isGreaterThan(0.9);
    }

    @Test
    void theSameSeedGivesTheSameModelBitByBit() throws IOException {
        Path first = folder.resolve("first.safetensors");
        Path second = folder.resolve("second.safetensors");
        Path other = folder.resolve("other.safetensors");
        String line = "train --device opencl --hidden 32 --epochs 2 --model {} --seed ";
        for (Run run : List.of(Run.line(line + 7, first), Run.line(line + 7, second), Run.line(line + 8, other))) {
            assertThat(run.code()).as(run.err()).isZero();
        }
        assertThat(first).hasSameBinaryContentAs(second);
        assertThat(Files.mismatch(first, other)).isNotNegative();
    }

    @Test
    void explainShowsEveryLaunchOfAStep() {
        Run run = Run.line("train --device opencl --hidden 32 --epochs 1 --explain");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("device    opencl:")
                .contains("a full batch takes 8 launches:")
                .containsPattern("\\nGatherRows +.* 64 x 64 ")
                .containsPattern("\\nAffine +NT .* 64 x 32 x 64 ")
                .containsPattern("\\nLossGradient +cross-entropy")
                .containsPattern("\\nAffineBackwardWeights +TN .* 32 x 64 x 64 ")
                .containsPattern("\\nUpdate +adam");
    }

    @Test
    void listsTheDevice() {
        Run run = Run.percept("devices", "--json");

        assertThat(run.code()).isZero();
        JsonObject device = run.events().stream()
                .filter(event -> event.string("backend").equals("opencl"))
                .findFirst()
                .orElseThrow();
        assertThat(device.string("id")).isEqualTo("opencl:0");
        assertThat(device.integer("computeUnits")).isPositive();
        assertThat(device.longInteger("memoryBytes")).isPositive();
        assertThat(Run.percept("devices").out()).contains("opencl:0: ");
    }

    @Test
    void measuresTheDevice() {
        Run run = Run.line("bench --device opencl --quick -r 2 --warm-up 0 --json");

        assertThat(run.code()).as(run.err()).isZero();
        JsonObject device = run.result().objects("devices").get(0);
        assertThat(device.string("id")).startsWith("opencl:");
        assertThat(device.object("roofline").number("gflops")).isPositive();
        assertThat(device.object("roofline").number("gigabytesPerSecond")).isPositive();
    }

    @Test
    void measuresTheDeviceAsIfItWereAGpu() throws IOException {
        Run run = Run.line(
                "bench gpu --device opencl --quick --tune --minutes 1 --torch-device cpu --results {} --json", folder);

        assertThat(run.code()).as(run.err()).isZero();
        JsonObject figures = run.result();
        assertThat(figures.objects("products")).hasSizeGreaterThanOrEqualTo(3).allSatisfy(product -> {
            assertThat(product.number("teraflops")).isPositive();
            assertThat(product.number("error")).isBetween(0.0, product.number("bound"));
        });
        assertThat(figures.objects("steps"))
                .extracting(step -> step.string("optimizer"))
                .contains("sgd", "adam");
        assertThat(figures.object("overheads").number("launchSeconds"))
                .isLessThan(figures.object("overheads").number("launchAndFinishSeconds"));
        assertThat(figures.object("overheads").number("barrierSeconds")).isPositive();
        assertThat(figures.object("overheads").number("multiplyAddTeraflops")).isPositive();
        assertThat(figures.objects("notMeasured"))
                .extracting(missing -> missing.string("what"))
                .contains("conformance");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(3)
                    .allMatch(name -> name.matches("\\d{4}-\\d\\d-\\d\\d-gpu-[a-z0-9-]+[.](json|md)|[a-z0-9-]+[.]txt"));
        }
    }

    @Test
    void aGpuIsNotMadeUp() {
        Run run = Run.percept("bench", "gpu", "--quick", "--results", folder.toString());
        if (Run.percept("devices").out().contains("type: GPU")) {
            assertThat(run.code()).isZero();
        } else {
            assertThat(run.code()).isEqualTo(Main.FAILURE);
            assertThat(run.err())
                    .contains("there is no GPU to measure: opencl:0 (")
                    .contains("name such a device with --device");
        }
    }

    /** The first time hundreds of programs are compiled. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void theCheckComparesEveryOperation() {
        Run run = Run.percept("devices", "--check", "--device", "opencl");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).startsWith("opencl:0 (").contains("): passed in ");
        assertThat(Arrays.stream(Op.class.getPermittedSubclasses()))
                .allSatisfy(operation -> assertThat(run.out())
                        .containsPattern("\\n +" + operation.getSimpleName() + " +[0-9,]+ +[0-9.e-]+ +passed\\R"));
    }
}
