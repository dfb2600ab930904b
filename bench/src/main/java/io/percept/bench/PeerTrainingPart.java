package io.percept.bench;

import io.percept.bench.peer.Training;
import io.percept.cli.bench.StandardNet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How fast peers train. */
final class PeerTrainingPart {
    /** Networks and rules by which speed is compared, by name. */
    static final Map<String, Training> TRAININGS = trainings();

    private final Report report;
    private final PeerRounds rounds;

    PeerTrainingPart(Report report, PeerRounds rounds) {
        this.report = report;
        this.rounds = rounds;
    }

    private static Map<String, Training> trainings() {
        Map<String, Training> trainings = new LinkedHashMap<>();
        trainings.put("A, sgd", images(StandardNet.A, "sgd", 0.05));
        trainings.put("B, sgd", images(StandardNet.B, "sgd", 0.05));
        trainings.put("C, sgd", images(StandardNet.C, "sgd", 0.05));
        trainings.put("B, adam", images(StandardNet.B, "adam", 0.001));
        trainings.put("regression", new Training(Training.NUMBERS, new int[] {1000, 100, 10}, 64, "sgd", 0.01));
        return trainings;
    }

    private static Training images(StandardNet net, String rule, double rate) {
        int[] widths = net.widths().stream().mapToInt(Integer::intValue).toArray();
        return new Training(Training.FASHION_MNIST, widths, net.batchSize(), rule, rate);
    }

    /** Peers that cannot do a training are left out of it, and the report says why. */
    void measure(String name, List<PeerProcess> peers) throws IOException, InterruptedException {
        Training training = TRAININGS.get(name);
        List<PeerProcess> able = new ArrayList<>();
        for (PeerProcess peer : peers) {
            try {
                peer.prepare(training);
                peer.steps(1);
                able.add(peer);
            } catch (IOException e) {
                report.fact(peer.name() + ", " + name, "cannot: " + e.getMessage());
            }
        }
        Map<String, double[]> seconds = rounds.measure(able, PeerProcess::steps);
        double[] ours = seconds.values().iterator().next();
        seconds.forEach((peer, theirs) -> report.row(row(name, training, peer, ours, theirs)));
    }

    private static Map<String, String> row(
            String name, Training training, String peer, double[] ours, double[] theirs) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("training", name);
        row.put("with", peer);
        row.put("rows/s", format("%.0f", training.batch() / Medians.of(theirs)));
        row.put("us/step", format("%.0f", 1e6 * Medians.of(theirs)));
        row.put("Percept is faster by", format("%.2f", Medians.of(PeerRounds.ratios(ours, theirs))));
        row.put("by best rounds", format("%.2f", Medians.least(theirs) / Medians.least(ours)));
        return row;
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
