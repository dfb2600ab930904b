package io.percept.cli.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.json.JsonObject;
import io.percept.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuFormsTest {
    @TempDir
    private Path folder;

    @Test
    void jsonHasEveryFigure() {
        JsonObject json = JsonObject.parse(GpuJson.of(MadeUp.some()).toString());

        assertThat(json.string("event")).isEqualTo("gpu-bench");
        assertThat(json.object("facts").string("driver")).isEqualTo("a|b");
        JsonObject product = json.objects("products").get(0);
        assertThat(product.integers("sizes")).containsExactly(4096, 4096, 4096);
        assertThat(product.string("precision")).isEqualTo("float32");
        assertThat(product.object("percept").numbers("rounds")).containsExactly(0.0025, 0.0025, 0.0025);
        assertThat(product.number("speed")).isEqualTo(0.0024 / 0.0025);
        JsonObject step = json.objects("steps").get(0);
        assertThat(step.integer("launches")).isEqualTo(3);
        assertThat(step.object("torch").object("graph").object("torch").number("seconds"))
                .isEqualTo(9e-6);
        assertThat(json.object("overheads").number("barrierSeconds")).isEqualTo(3e-8);
        assertThat(json.object("conformance").bool("passed")).isTrue();
        assertThat(json.objects("notMeasured").get(0).string("what")).isEqualTo("tf32");
    }

    @Test
    void thePageIsForReaders() {
        List<String> page = GpuPage.of(MadeUp.some());

        assertThat(page)
                .startsWith("# Percept on a GPU: GPU \\<1\\>")
                .contains(
                        "- driver: a\\|b",
                        "| product 4096^3, float32 | 54.98 TFLOP/s | at least 45 | reached | - | - |",
                        "| product 4096^3, tf32: speed / cuBLAS tf32 | not measured: the device has none | at least 0.6 | - |"
                                + " at least 0.95 | - |",
                        "| step of A, sgd | 5 us | - | - | at most 4 | not reached |",
                        "| A 784-128-10, batches of 32 | sgd | float32 | 3 | 5.000 | 0 % | 100.0 | 20 | 9.000 | 1.8 | - | - |",
                        "| square 4096 | NN | 4096 x 4096 x 4096 | 3xtf32 | NN 128x128 | 2,000 | 0 % | 68.72 | 57.27 | 1.2 |",
                        "| square 4096 | NN | 4096 x 4096 x 4096 | float32 | 3.00e-07 | 2.00e-07 | 1.53e-05 | yes |",
                        "| a launch, of many in a row | 2.000 us |",
                        "Passed: 10 of 10 cases checked in 3 s; the largest error is 0.5 of its bound.",
                        "- the device has none: tf32");
    }

    @Test
    void aDeviceThatFailsIsNamedSo() {
        GpuFigures figures = MadeUp.some();
        figures.add(new CheckFigure(20, 30, 7, 1, List.of("Affine: wrong by far")));

        assertThat(figures.isWrong()).isTrue();
        assertThat(GpuPage.of(figures))
                .contains(
                        "FAILED: 20 of 30 cases checked in 1 s; the largest error is 7 of its bound.",
                        "- Affine: wrong by far");
    }

    @Test
    void whatIsMeasuredLaterOfAStepJoinsIt() {
        GpuFigures figures = MadeUp.some();
        figures.add(MadeUp.step(Map.of(TorchMode.COMPILE, MadeUp.beside(6e-6, 6e-5))));

        assertThat(figures.steps()).hasSize(1);
        assertThat(figures.steps().get(0).torch()).hasSize(3);
        assertThat(figures.steps().get(0).torch().get(TorchMode.COMPILE).speed())
                .isEqualTo(10);
    }

    @Test
    void filesAreNamedByDateAndDeviceAndReplaceNoOthers() throws IOException {
        LocalDate date = LocalDate.of(2026, 11, 21);
        ResultFiles first = ResultFiles.in(folder, date, "NVIDIA H200 (8)");
        first.write(new GpuFigures());
        first.write(MadeUp.some());
        ResultFiles second = ResultFiles.in(folder, date, "NVIDIA H200 (8)");

        assertThat(first.page())
                .hasFileName("2026-11-21-gpu-nvidia-h200-8.md")
                .content()
                .endsWith("none: tf32\n");
        assertThat(JsonObject.parse(Files.readString(first.json())).objects("products"))
                .hasSize(2);
        assertThat(second.json())
                .hasFileName("2026-11-21-gpu-nvidia-h200-8-2.json")
                .doesNotExist();
    }

    @Test
    void theDescriptionNamesEveryMember() throws IOException {
        String text = Files.readString(
                Path.of(System.getProperty("percept.root", "..")).resolve("cli/bench-gpu.md"));
        List<String> names = new ArrayList<>();
        collect(GpuJson.of(MadeUp.some()), names);

        assertThat(names).contains("gigabytesPerSecond", "verdictBeyond", "torchTeraflops", "launches");
        assertThat(names).allSatisfy(name -> assertThat(text).contains("`" + name + "`"));
    }

    /** What a driver is called is no matter of the form. */
    private static void collect(JsonObject object, List<String> names) {
        object.members().forEach((name, value) -> {
            names.add(name);
            if (value instanceof JsonObject inner && !name.equals("facts")) {
                collect(inner, names);
            } else if (List.of("goals", "steps", "products", "notMeasured").contains(name)) {
                for (JsonValue entry : object.array(name)) {
                    collect((JsonObject) entry, names);
                }
            }
        });
    }
}
