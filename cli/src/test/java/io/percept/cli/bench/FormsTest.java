package io.percept.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FormsTest {
    private final BenchReport report = Reports.whole();

    @Test
    void jsonIsOneObjectWithEveryFigure() {
        JsonObject json = JsonObject.parse(JsonForm.of(report).toString());

        assertThat(json.string("event")).isEqualTo("bench");
        assertThat(json.string("time")).isEqualTo("2026-11-21T10:00:00Z");
        JsonObject device = json.objects("devices").get(0);
        assertThat(device.string("name")).isEqualTo(Reports.DEVICE.name());
        assertThat(device.object("details").string("driver")).isEqualTo("1.2 <3>");
        List<JsonObject> figures = device.objects("figures");
        assertThat(figures).hasSameSizeAs(report.devices().get(0).figures());
        JsonObject first = figures.get(0);
        assertThat(first.string("kind")).isEqualTo("gemm");
        assertThat(first.string("size")).isEqualTo("512 x 512 x 512");
        assertThat(first.object("gflops").number("best"))
                .isEqualTo(first.longInteger("flops")
                        / 1e9
                        / first.object("seconds").number("best"));
        assertThat(first.has("samplesPerSecond")).isFalse();
        assertThat(figures.stream().filter(figure -> figure.has("samplesPerSecond")))
                .hasSize(6);
        assertThat(figures).extracting(figure -> figure.number("fraction")).contains(1.0);
    }

    @Test
    void jsonHasNullForADeviationOfOne() {
        Figure one = Figure.of(Operations.add(8), 1, 1, 0.5);
        DeviceFigures device = new DeviceFigures(Reports.DEVICE, Roofline.of(List.of(one), one), List.of(one));

        assertThat(JsonForm.of(Reports.report(List.of(device))).toString()).contains("\"deviation\":null");
        assertThat(CsvForm.of(Reports.report(List.of(device))).get(1)).contains(",0.5,,0.5,");
    }

    @Test
    void csvHasARowForEachFigure() {
        List<String> lines = CsvForm.of(report);

        assertThat(lines).hasSize(1 + 2 * report.devices().get(0).figures().size());
        assertThat(lines.get(0)).startsWith("device,deviceName,kind,subject,variant,size,flops,bytes,secondsMean,");
        assertThat(lines.get(1))
                .startsWith("opencl:0,\"GPU <b>\"\"A|B\"\"</b> & Co, Ltd\",gemm,square 512,NT,512 x 512 x 512,");
        int columns = lines.get(0).split(",").length;
        assertThat(lines.subList(1, lines.size()))
                .allSatisfy(line -> assertThat(
                                line.replaceAll("\"([^\"]|\"\")*\"", "q").split(",", -1))
                        .hasSize(columns));
    }

    @Test
    void markdownHasATableForEachKind() {
        List<String> lines = MarkdownForm.of(report);

        assertThat(lines)
                .contains("- date: 2026-11-21T10:00:00Z", "## opencl:0: GPU \\<b\\>\"A\\|B\"\\</b\\> & Co, Ltd")
                .contains("| product | m x n x k | us | GFLOP/s | +/- | best | of roofline |")
                .contains("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        assertThat(lines.stream().filter(line -> line.startsWith("| net "))).hasSize(12);
        assertThat(lines.stream().filter(line -> line.startsWith("### "))).hasSize(6);
    }

    @Test
    void nothingDependsOnTheLocale() {
        List<Object> here = forms();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(forms()).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static List<Object> forms() {
        BenchReport report = Reports.whole();
        return List.of(
                JsonForm.of(report).toString(), CsvForm.of(report), MarkdownForm.of(report), HtmlForm.of(report));
    }

    @Test
    void theDescriptionNamesEveryMemberAndColumn() throws IOException {
        String text = Files.readString(
                Path.of(System.getProperty("percept.root", "..")).resolve("cli/bench.md"));

        List<String> names = new ArrayList<>(List.of(CsvForm.of(report).get(0).split(",")));
        collect(JsonForm.of(report), names);
        assertThat(names).allSatisfy(name -> assertThat(text).contains("`" + name + "`"));
    }

    /** What processor and driver are called is no matter of the form. */
    private static void collect(JsonObject object, List<String> names) {
        object.members().forEach((name, value) -> {
            names.add(name);
            if (value instanceof JsonObject inner && !name.equals("machine") && !name.equals("details")) {
                collect(inner, names);
            } else if (name.equals("devices") || name.equals("figures")) {
                collect((JsonObject) object.array(name).get(0), names);
            }
        });
    }
}
