package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percept.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table's way through train, evaluate and predict. */
class PredictCommandTest {
    @TempDir
    private Path folder;

    private String training;
    private String test;
    private String model;
    private JsonObject trained;

    @BeforeEach
    void train() {
        training = TestData.clusters(folder, "training.csv", 300, 1);
        test = TestData.clusters(folder, "test.csv", 700, 2);
        model = folder.resolve("model.safetensors").toString();
        trained = Run.line(
                        "train --data {} --test {} --hidden 8 --learning-rate 0.05 --epochs 20 --model {} --json",
                        training,
                        test,
                        model)
                .result()
                .object("test");
    }

    @Test
    void evaluateGivesWhatTrainGave() {
        JsonObject evaluated =
                Run.line("evaluate --model {} --data {} --json", model, test).result();

        assertThat(evaluated.object("test")).isEqualTo(trained);
        assertThat(evaluated.integer("rows")).isEqualTo(700);
        assertThat(evaluated.object("confusion").strings("classes"))
                .containsExactly("plain", "two words", "with, comma");
        assertThat(trained.number("accuracy")).isGreaterThan(0.9);
    }

    @Test
    void evaluateShowsAccuracyAndConfusion() {
        Run run = Run.line("evaluate --model {} --data {}", model, test);

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("test loss", "test accuracy", " of 700 rows", "plain  two words  with, comma");
    }

    @Test
    void predictAgreesWithEvaluate() throws IOException {
        Run run = Run.line("predict --model {} --data {}", model, test);

        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("prediction,plain,two words,\"with, comma\"");
        assertThat(lines).hasSize(701);
        List<String> actual = Files.readAllLines(Path.of(test));
        int right = 0;
        for (int row = 1; row < lines.size(); row++) {
            String kind = actual.get(row).split(",", 3)[2];
            right += lines.get(row).startsWith(kind + ",") ? 1 : 0;
            double sum = Stream.of(lines.get(row)
                            .substring(lines.get(row).lastIndexOf('"') + 1)
                            .split(","))
                    .filter(cell -> cell.matches("[0-9].*"))
                    .mapToDouble(Double::parseDouble)
                    .sum();
            assertThat(sum).isCloseTo(1, within(1e-6));
        }
        assertThat(right / 700.0).isEqualTo(trained.number("accuracy"));
    }

    @Test
    void rowsMayComeFromStandardInputInAnotherOrderAndWithoutTheTarget() {
        Run fromFile = Run.line("predict --model {} --data {}", model, test);
        StringBuilder turned = new StringBuilder("width,length\n");
        try (Stream<String> lines = Files.lines(Path.of(test))) {
            lines.skip(1)
                    .map(line -> line.split(","))
                    .forEach(cells ->
                            turned.append(cells[1]).append(',').append(cells[0]).append('\n'));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }

        assertThat(Run.withInput(turned.toString(), "predict", "--model", model).out())
                .isEqualTo(fromFile.out());
        assertThat(Run.withInput(turned.toString(), "predict", "--model", model, "--data", "-", "--device", "reference")
                        .code())
                .isZero();
    }

    @Test
    void anOutputFileGetsWhatStandardOutputWouldGet() {
        Path output = folder.resolve("predictions.csv");

        Run run = Run.line("predict --model {} --data {} --output {}", model, test, output);

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(output)
                .hasContent(
                        Run.line("predict --model {} --data {}", model, test).out());
    }

    @Test
    void aBadRowLeavesAnExistingOutputFileAlone() throws IOException {
        Path output = Files.writeString(folder.resolve("predictions.csv"), "precious");
        String bad = TestData.write(folder, "bad.csv", "length,width\n1,2\n3,four\n");

        Run run = Run.line("predict --model {} --data {} --output {}", model, bad, output);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("line 3", "\"width\"", "\"four\"").hasLineCount(1);
        assertThat(output).hasContent("precious");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
        }
    }

    @Test
    void aHeaderWithoutRowsGivesAHeaderWithoutRows() {
        assertThat(Run.withInput("length,width\n", "predict", "--model", model).out())
                .isEqualTo("prediction,plain,two words,\"with, comma\"\n");
        Run nothing = Run.withInput("", "predict", "--model", model);
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.err()).contains("standard input", "empty");
    }

    @Test
    void realNumbersHaveAColumnNamedAfterTheTarget() {
        String plane = TestData.plane(folder, "plane.csv", 50, 1);
        Run.line("train --data {} --hidden 4 --epochs 1 --model {}", plane, model);

        List<String> lines = Run.line("predict --model {} --data {}", model, plane)
                .out()
                .lines()
                .toList();

        assertThat(lines.get(0)).isEqualTo("z");
        assertThat(lines.subList(1, 51)).allMatch(line -> line.matches("-?\\d+\\.?\\d*(e-?\\d+)?"));
    }

    @Test
    void aReaderThatGoesAwayEndsItQuietly() {
        assertThat(predictInto(failing("Broken pipe"))).isEqualTo(new Run(0, "", ""));
    }

    @Test
    void aFullDiskIsAnError() {
        assertThat(predictInto(failing("No space left on device")))
                .isEqualTo(new Run(1, "", "percept: standard output cannot be written: No space left on device\n"));
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    /** Predicts from an endless input, which it must stop reading. */
    private Run predictInto(OutputStream out) {
        byte[] row = "1,2\n".getBytes(StandardCharsets.UTF_8);
        ByteArrayInputStream endless = new ByteArrayInputStream(row) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    bytes[offset + i] = row[pos++ % row.length];
                }
                return length;
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                new String[] {"predict", "--model", model, "--header", "no"},
                new Console(out, err, endless, Terminal.NONE));
        return new Run(code, "", err.toString(StandardCharsets.UTF_8));
    }
}
