package io.percept.bench;

import io.percept.bench.peer.Training;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How long it takes from the start of a process to the end of the first epoch of net B, with Adam; what memory that needs, and what the
 * library takes on the disk. Percept is its command here, whose epoch ends with a validation; what it does then, testing the network and
 * saving it, is told apart. Who has no Adam has plain gradient descent instead.
 */
final class PeerStartPart {
    private static final int ROUNDS = 5;
    private static final Training TRAINING = PeerTrainingPart.TRAININGS.get("B, adam");
    private static final Training WITHOUT_ADAM = PeerTrainingPart.TRAININGS.get("B, sgd");
    private static final int STEPS = 60_000 / TRAINING.batch();
    private static final String COMMAND = "./percept train";

    /** What the command prints at the end of an epoch. */
    private static final String END_OF_EPOCH = "{\"event\":\"epoch\"";

    /** Of the command's files, what a program of one's own does without. */
    private static final Pattern FOR_THE_COMMAND =
            Pattern.compile("percept-cli|picocli|slf4j-simple|percept-core.*-tests");

    private final Report report;
    private final PeerOptions options;
    private final Path model = Files.createTempDirectory("percept-start").resolve("model.safetensors");

    /**
     * What a run took.
     *
     * @param whole seconds until its process had ended
     */
    private record Run(double seconds, double whole, double megabytes) {}

    PeerStartPart(Report report, PeerOptions options) throws IOException {
        this.report = report;
        this.options = options;
    }

    /** Percept's own program stands first, and is run as its command. */
    void measure(List<PeerProgram> programs) throws IOException, InterruptedException {
        double[][] seconds = new double[programs.size()][ROUNDS];
        double[][] megabytes = new double[programs.size()][ROUNDS];
        double[] whole = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < seconds.length; i++) {
                try {
                    Run run = i == 0 ? command() : process(programs.get(i));
                    seconds[i][round] = run.seconds();
                    megabytes[i][round] = run.megabytes();
                    whole[round] = i == 0 ? run.whole() : whole[round];
                } catch (IOException e) {
                    report.fact(programs.get(i).name() + ", start", "cannot: " + e.getMessage());
                    seconds[i][round] = Double.NaN;
                }
            }
        }
        report.fact(COMMAND + " to its end, tested and saved", format("%.2f s", Medians.of(whole)));
        PeerProgram library = programs.get(0)
                .withoutFiles(file -> FOR_THE_COMMAND.matcher(file).find());
        report.fact("libraries of a program that trains, on cpu and opencl", format("%.1f MB", library.megabytes()));
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
            double seconds = seconds(start);
            return new Run(seconds, seconds, peer.peakMegabytes());
        }
    }

    private Run command() throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(COMMAND.split(" ", -1)));
        line.addAll(List.of("--data", options.data().toString(), "--model", model.toString()));
        line.addAll(List.of("--hidden", "512,256", "--batch-size", "128", "--epochs", "1", "--device", "cpu"));
        line.addAll(List.of("--threads", "" + options.threads()));
        line.add("--json");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        double seconds = Double.NaN;
        double megabytes = 0;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String text = output.readLine(); text != null; text = output.readLine()) {
                if (text.startsWith(END_OF_EPOCH)) {
                    seconds = seconds(start);
                }
                megabytes = Math.max(PeakMemory.megabytes(process.pid()), megabytes);
            }
        }
        if (process.waitFor() != 0 || Double.isNaN(seconds)) {
            throw new IOException(String.join(" ", line) + " fails");
        }
        return new Run(seconds, seconds(start), megabytes);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
