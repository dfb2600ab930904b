package io.percept.cli.bench.gpu;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What NVIDIA's own tool says of the first GPU. It is only asked, never told. */
public final class NvidiaSmi {
    private static final List<String> FIELDS = List.of(
            "name",
            "driver_version",
            "clocks.sm",
            "clocks.mem",
            "clocks.max.sm",
            "clocks.max.mem",
            "power.draw",
            "power.limit",
            "temperature.gpu");

    private static final long SECONDS = 20;

    private NvidiaSmi() {}

    /** Its fields; none where there is no such tool, or no such GPU. */
    public static Map<String, String> ask() {
        return ask(List.of("nvidia-smi", "--query-gpu=" + String.join(",", FIELDS), "--format=csv,noheader"));
    }

    static Map<String, String> ask(List<String> command) {
        Map<String, String> answers = new LinkedHashMap<>();
        firstLine(command).map(line -> line.split(", ", -1)).ifPresent(cells -> {
            for (int i = 0; i < cells.length && cells.length == FIELDS.size(); i++) {
                answers.put(FIELDS.get(i), cells[i].strip());
            }
        });
        return answers;
    }

    private static Optional<String> firstLine(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                String line = reader.readLine();
                return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
                        ? Optional.ofNullable(line)
                        : Optional.empty();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | InterruptedException e) {
            return Optional.empty();
        }
    }
}
