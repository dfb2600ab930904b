package io.percept.bench;

import io.percept.bench.peer.Training;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long peers train net B until it puts {@value #GOAL} of the test images into the right class. Only training is counted. */
final class PeerAccuracyPart {
    private static final double GOAL = 0.86;

    /** An eighth of an epoch, after which the test images are looked at. */
    private static final int STEPS = 58;

    /** Ten epochs: who is not there then has not learned. */
    private static final int LIMIT = 80;

    private static final List<String> TRAININGS = List.of("B, sgd", "B, adam");

    private final Report report;
    private final int rounds;

    PeerAccuracyPart(Report report, int rounds) {
        this.report = report;
        this.rounds = rounds;
    }

    void measure(List<PeerProcess> peers) throws IOException {
        for (String name : TRAININGS) {
            Training training = PeerTrainingPart.TRAININGS.get(name);
            List<PeerProcess> able = able(training, peers);
            double[][] seconds = new double[able.size()][rounds];
            double[][] parts = new double[able.size()][rounds];
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < seconds.length; i++) {
                    train(able.get(i), training, round, seconds[i], parts[i]);
                }
            }
            for (int i = 0; i < seconds.length; i++) {
                report.row(row(name, training, able.get(i), seconds[0], seconds[i], parts[i]));
            }
        }
    }

    /** Whoever cannot has said so in the report of speed. */
    private static List<PeerProcess> able(Training training, List<PeerProcess> peers) {
        List<PeerProcess> able = new ArrayList<>();
        for (PeerProcess peer : peers) {
            try {
                peer.prepare(training);
                able.add(peer);
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
        return able;
    }

    private static void train(PeerProcess peer, Training training, int round, double[] seconds, double[] parts)
            throws IOException {
        peer.prepare(training);
        double accuracy = 0;
        while (accuracy < GOAL && parts[round] < LIMIT) {
            seconds[round] += peer.steps(STEPS);
            parts[round]++;
            accuracy = peer.accuracy();
        }
        if (accuracy < GOAL) {
            seconds[round] = Double.POSITIVE_INFINITY;
        }
    }

    private static Map<String, String> row(
            String name, Training training, PeerProcess peer, double[] ours, double[] theirs, double[] parts) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("training", name + ", rate " + training.rate());
        row.put("with", peer.name());
        row.put("s to " + GOAL, format(Medians.of(theirs)));
        row.put("epochs", format(Medians.of(parts) * STEPS * training.batch() / 60_000));
        row.put("Percept is faster by", format(Medians.of(theirs) / Medians.of(ours)));
        return row;
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
