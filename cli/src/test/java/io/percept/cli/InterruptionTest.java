package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.percept.model.Model;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {
    private static final int SIGINT = 2;

    @TempDir
    private Path folder;

    @Test
    void interruptSavesAndExitsWith130() throws Exception {
        assumeThat(ignoresInterrupts())
                .as("processes started from this one ignore SIGINT, as below a shell's background job")
                .isFalse();
        Path model = folder.resolve("model.safetensors");

        Process process = trainingUntilFirstEpoch(model);
        signal(process, "INT");

        String rest = restOf(process.inputReader());
        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(rest).contains("\"outcome\":\"cancelled\"", "\"accuracy\"", "\"model\"");
        assertThat(Model.load(model).network().inputs()).isEqualTo(64);
        assertThat(process.errorReader().lines()).isEmpty();
    }

    @Test
    void terminationSavesAndExitsWith143() throws Exception {
        Path model = folder.resolve("model.safetensors");

        Process process = trainingUntilFirstEpoch(model);
        signal(process, "TERM");

        String rest = restOf(process.inputReader());
        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(rest).contains("\"outcome\":\"cancelled\"");
        assertThat(Model.load(model).network().inputs()).isEqualTo(64);
    }

    private static Process trainingUntilFirstEpoch(Path model) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED", // As in the start script.
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "train",
                        "--json",
                        "--epochs",
                        "1000000",
                        "--model",
                        model.toString()))
                .start();
        BufferedReader out = process.inputReader();
        assertThat(out.readLine()).contains("\"start\"");
        assertThat(out.readLine()).contains("\"epoch\"");
        return process;
    }

    private static String restOf(BufferedReader reader) {
        return String.join("\n", reader.lines().toList());
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    /** Java leaves a signal alone that it was started to ignore, and so do its children. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String mask = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow()
                .substring("SigIgn:".length())
                .strip();
        return (Long.parseUnsignedLong(mask, 16) >> (SIGINT - 1) & 1) == 1;
    }
}
