package io.percept.bench;

import io.percept.backend.Backends;
import io.percept.backend.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whole trainings, each a run of the command, on each device by name and with {@code auto}, in turns:
 *
 * <pre>
 * java -cp 'bench/target/classes:bench/target/lib/*' io.percept.bench.AutoComparison ./percept /usr/share/datasets/fashion-mnist bench/results
 * </pre>
 *
 * <p>Everything that devices compile is there before the first round. {@code auto} runs three times in a round: for the first time with a
 * network, when it tries the devices unless the training is short; the second time, when it tries them even so; and when it may remember.
 */
public final class AutoComparison {
    private static final int ROUNDS = 3;
    private static final List<String> AUTO = List.of("auto, first", "auto, second", "auto, third");

    private final String command;
    private final List<String> devices;
    private final Path folder = Files.createTempDirectory("percept-auto");

    private AutoComparison(String command, List<String> devices) throws IOException {
        this.command = command;
        this.devices = devices;
    }

    /** Takes the command, the data, and the folder for the results. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String data = arguments[1];
        Map<String, List<String>> trainings = new LinkedHashMap<>();
        trainings.put("digits, as by default", List.of());
        trainings.put("A, 1 epoch", training(data, "128", 32, 1));
        trainings.put("A, 4 epochs", training(data, "128", 32, 4));
        trainings.put("B, 1 epoch", training(data, "512,256", 128, 1));
        trainings.put("B, 4 epochs", training(data, "512,256", 128, 4));

        Backends.Candidates candidates = Backends.candidates();
        Report report = new Report("Whole trainings with --device auto, and on each device");
        report.fact("data", data);
        report.fact("A and B", "784-128-10 with batches of 32, and 784-512-256-10 with batches of 128");
        report.fact("rounds, in turns", "" + ROUNDS);
        report.fact("figures", "seconds from the command's start to its end; medians");
        candidates.usable().forEach(candidate -> report.device(candidate.device()));
        List<String> devices = candidates.usable().stream()
                .map(candidate -> candidate.device().id())
                .toList();
        AutoComparison comparison = new AutoComparison(arguments[0], devices);
        for (Map.Entry<String, List<String>> training : trainings.entrySet()) {
            report.row(comparison.compare(training.getKey(), training.getValue()));
        }
        report.write(Path.of(arguments[2]), "auto");
    }

    private static List<String> training(String data, String hidden, int batch, int epochs) {
        return List.of("--data", data, "--hidden", hidden, "--batch-size", "" + batch, "--epochs", "" + epochs);
    }

    private Map<String, String> compare(String name, List<String> training) throws IOException, InterruptedException {
        for (String device : devices) {
            seconds(training, device);
        }
        Map<String, double[]> times = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String device : devices) {
                put(times, device, round, seconds(training, device));
            }
            forgetChoices();
            for (String run : AUTO) {
                put(times, run, round, seconds(training, Backends.AUTO));
            }
        }
        double best = devices.stream()
                .mapToDouble(device -> Medians.of(times.get(device)))
                .min()
                .orElseThrow();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("training", name);
        times.forEach((run, seconds) -> row.put(run, format(Medians.of(seconds))));
        AUTO.forEach(run -> row.put(run + " / best", format(Medians.of(times.get(run)) / best)));
        return row;
    }

    private static void put(Map<String, double[]> times, String run, int round, double seconds) {
        times.computeIfAbsent(run, unused -> new double[ROUNDS])[round] = seconds;
    }

    private void forgetChoices() throws IOException {
        Path choices = cache().resolve("choices");
        if (Files.exists(choices)) {
            try (Stream<Path> files = Files.walk(choices)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private double seconds(List<String> training, String device) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command, "train", "--device", device));
        line.addAll(training);
        line.addAll(List.of("--model", folder.resolve("model.safetensors").toString()));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("PERCEPT_JAVA_OPTS", "-D" + CacheFolder.PROPERTY + "=" + cache());
        long start = System.nanoTime();
        int status = builder.start().waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (status != 0) {
            throw new IOException(String.join(" ", line) + " ends with " + status + ":\n" + Files.readString(output));
        }
        return seconds;
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
