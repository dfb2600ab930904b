package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that is in a file and not in memory, on the command line. */
class StreamingCommandTest {
    /** Text of 66 MB and features of 40 MB, for a heap of 48 MB, half of which Java and Percept want for themselves. */
    private static final int ROWS = 200_000;

    private static final int COLUMNS = 50;
    private static final String HEAP = "-Xmx48m";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"reference", "cpu"})
    void streamingChangesNothing(String device) throws IOException {
        String data = TestData.clusters(folder, "data.csv", 900, 1);
        String train = "train --data {} --hidden 8 --epochs 3 --batch-size 16 --device {} --model {} --json";
        Run inMemory = Run.line(train, data, device, folder.resolve("memory.safetensors"));
        Run streamed = Run.line(train + " --stream 100", data, device, folder.resolve("stream.safetensors"));

        assertThat(streamed.code()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("stream.safetensors")))
                .isEqualTo(Files.readAllBytes(folder.resolve("memory.safetensors")));
        assertThat(streamed.result().object("test")).isEqualTo(inMemory.result().object("test"));
        assertThat(streamed.events().get(0).object("data").bool("streamed")).isTrue();
        assertThat(inMemory.events().get(0).object("data").bool("streamed")).isFalse();
        String evaluate = "evaluate --model {} --data {} --device {} --json";
        assertThat(Run.line(evaluate + " --stream", folder.resolve("memory.safetensors"), data, device)
                        .result()
                        .object("test"))
                .isEqualTo(Run.line(evaluate, folder.resolve("memory.safetensors"), data, device)
                        .result()
                        .object("test"));
    }

    /** Nobody asks for streaming here. */
    @Test
    void dataLargerThanTheHeapIsTrainedWith() throws IOException, InterruptedException {
        Path data = table();
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        Path model = folder.resolve("model.safetensors");
        long bytes = (long) ROWS * COLUMNS * Float.BYTES;
        assertThat(bytes).isGreaterThan(40_000_000 - 1);

        List<String> lines = child(
                "train",
                "--data",
                data.toString(),
                "--scratch",
                scratch.toString(),
                "--model",
                model.toString(),
                "--device",
                "cpu",
                "--hidden",
                "16",
                "--epochs",
                "2",
                "--batch-size",
                "256",
                "--json");

        JsonObject start = JsonObject.parse(lines.get(0)).object("data");
        assertThat(start.bool("streamed")).isTrue();
        assertThat(start.integer("rows")).isEqualTo(ROWS);
        assertThat(JsonObject.parse(lines.get(lines.size() - 1)).object("test").number("accuracy"))
                .isGreaterThan(0.95);
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    /** Two classes, by the sum of the first two columns. */
    private Path table() throws IOException {
        Path file = folder.resolve("large.csv");
        Random random = new Random(1);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int row = 0; row < ROWS; row++) {
                StringBuilder line = new StringBuilder();
                int sum = 0;
                for (int column = 0; column < COLUMNS; column++) {
                    int value = random.nextInt(2000) - 1000;
                    sum += column < 2 ? value : 0;
                    line.append(value / 100.0).append(',');
                }
                writer.append(line).append(sum > 0 ? "up\n" : "down\n");
            }
        }
        return file;
    }

    /** Runs the command in a virtual machine with a small heap; gives its standard output. */
    private List<String> child(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", ManagementFactory.getRuntimeMXBean().getClassPath(), Main.class.getName()));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readAllLines(folder.resolve("out.txt"));
    }
}
