package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
    private static final String SHORT = "bench --quick -r 2 --warm-up 0 ";

    @TempDir
    private Path folder;

    @Test
    void everyUsableDeviceIsMeasured() {
        Run run = Run.line(SHORT + "--only steps");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("left out  opencl: ").contains("measuring cpu (");
        assertThat(run.out())
                .containsPattern("(?m)^date +20\\d\\d-")
                .contains("means of 2 repetitions", "--quick: small products")
                .containsPattern("\\ncpu reaches [\\d.,]+ GFLOP/s \\(square 512 [NT]{2}, .*\\), [\\d.,]+ GB/s \\(add, ")
                .containsPattern("\\nstep +layers +us +samples/s +\\+/- +best +GFLOP/s +of roofline\\n")
                .containsPattern(
                        "\\nnet A adam +784-128-10, batches of 32( +[\\d.,]+){2} +[\\d.]+ %( +[\\d.,]+){2} +\\d+ %\\n")
                .doesNotContain("A 784-128", "gelu");
    }

    @Test
    void programsGetOneObjectAndPeopleAPage() {
        Path html = folder.resolve("report.html");
        Run run = Run.line(SHORT + "--device cpu --threads 1 -o json --html {}", html);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.events()).hasSize(1);
        JsonObject report = run.result();
        assertThat(report.integer("repetitions")).isEqualTo(2);
        assertThat(report.integer("threads")).isEqualTo(1);
        JsonObject device = report.objects("devices").get(0);
        assertThat(device.string("id")).isEqualTo("cpu");
        assertThat(device.objects("figures"))
                .extracting(figure -> figure.string("kind"))
                .contains("gemm", "steps", "operations");
        assertThat(run.err()).contains("the page with plots is " + html);
        assertThat(html).content().contains("<!DOCTYPE html>", "net A: 784-128-10, batches of 32");
    }

    @Test
    void tablesForSpreadsheetsAndPages() {
        Run csv = Run.line(SHORT + "--device cpu,cpu --only operations -o csv");
        Run md = Run.line(SHORT + "--device cpu --device cpu --only operations --output md");

        // A square in three forms, the sum, and five operations; once, though the device was named twice.
        assertThat(csv.out().lines()).hasSize(1 + 3 + 1 + 5);
        assertThat(csv.out()).contains("\ncpu,").contains(",operations,adam update,,\"101,770\",");
        assertThat(md.out()).startsWith("# ").containsOnlyOnce("## cpu: ").contains("| gelu | 32 x 128 |");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --device gpu             | there is no device "gpu"; there are the backends cpu, opencl, reference
                    --device cpu,opencl      | device "opencl" cannot be had
                    --html nowhere/page.html | nowhere/page.html cannot be written: the folder
                    """)
    void whatCannotBeHadIsSaidInASentence(String options, String message) {
        Run run = Run.line(SHORT + options);

        assertThat(run.code()).isEqualTo(Main.FAILURE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("percept: ").contains(message).hasLineCount(1);
    }

    @Test
    void aPageThatCannotBeWrittenIsNoticedBeforeAnythingIsMeasured() {
        Run run = Run.line("bench --html {}", folder);

        assertThat(run.code()).isEqualTo(Main.FAILURE);
        assertThat(run.err()).contains("it is a folder").hasLineCount(1);
        assertThat(Files.exists(folder)).isTrue();
    }
}
