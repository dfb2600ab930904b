package io.percept.bench;

import io.percept.bench.peer.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes from the start of a process to the end of the first epoch of net B, with Adam; what memory that needs, and what the
 * library takes on the disk. Percept is its command here, which does more: it tests the network and saves it. Who has no Adam has plain
 * gradient descent instead.
 */
final class PeerStartPart {
    private static final int ROUNDS = 3;
    private static final Training TRAINING = PeerTrainingPart.TRAININGS.get("B, adam");
    private static final Training WITHOUT_ADAM = PeerTrainingPart.TRAININGS.get("B, sgd");
    private static final int STEPS = 60_000 / TRAINING.batch();
    private static final String COMMAND = "./percept train";

    /** Milliseconds after which a command's memory is looked at again: its peak is known to that. */
    private static final long POLL = 10;

    private final Report report;
    private final PeerOptions options;
    private final Path model = Files.createTempDirectory("percept-start").resolve("model.safetensors");

    /** What a run took. */
    private record Run(double seconds, double megabytes) {}

    PeerStartPart(Report report, PeerOptions options) throws IOException {
        this.report = report;
        this.options = options;
    }

    /** Percept's own program stands first, and is run as its command. */
    void measure(List<PeerProgram> programs) throws IOException, InterruptedException {
        double[][] seconds = new double[programs.size()][ROUNDS];
        double[][] megabytes = new double[programs.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < seconds.length; i++) {
                try {
                    Run run = i == 0 ? command() : process(programs.get(i));
                    seconds[i][round] = run.seconds();
                    megabytes[i][round] = run.megabytes();
                } catch (IOException e) {
                    report.fact(programs.get(i).name() + ", start", "cannot: " + e.getMessage());
                    seconds[i][round] = Double.NaN;
                }
            }
        }
        for (int i = 0; i < seconds.length; i++) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("with", i == 0 ? COMMAND : programs.get(i).name());
            row.put("s from start to end of epoch", format("%.2f", Medians.of(seconds[i])));
            row.put("Percept is faster by", format("%.2f", Medians.of(PeerRounds.ratios(seconds[0], seconds[i]))));
            row.put("peak memory, MB", format("%.0f", Medians.of(megabytes[i])));
            row.put("libraries, MB", format("%.1f", programs.get(i).megabytes()));
            report.row(row);
        }
    }

    private static Run process(PeerProgram program) throws IOException {
        long start = System.nanoTime();
        try (PeerProcess peer = new PeerProcess(program)) {
            try {
                peer.prepare(TRAINING);
            } catch (IOException e) {
                peer.prepare(WITHOUT_ADAM);
            }
            peer.steps(STEPS);
            return new Run((System.nanoTime() - start) / 1e9, peer.peakMegabytes());
        }
    }

    private Run command() throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(COMMAND.split(" ", -1)));
        line.addAll(List.of("--data", options.data().toString(), "--model", model.toString()));
        line.addAll(List.of("--hidden", "512,256", "--batch-size", "128", "--epochs", "1", "--device", "cpu"));
        line.addAll(List.of("--threads", "" + options.threads()));
        Path output = model.resolveSibling("output.txt");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        double peak = 0;
        while (!process.waitFor(POLL, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, PeakMemory.megabytes(process.pid()));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", line) + " fails:\n" + Files.readString(output));
        }
        return new Run(seconds, peak);
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
