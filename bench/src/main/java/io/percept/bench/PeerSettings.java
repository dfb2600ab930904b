package io.percept.bench;

import io.percept.cli.bench.Product;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the setting that suits each peer best: whoever loses shall not lose by a setting. */
final class PeerSettings {
    private static final int TRIES = 3;
    private static final double MEASUREMENT = 0.3;

    private final Report report;
    private final Probe probe;

    /** What settings are judged by. */
    @FunctionalInterface
    interface Probe {
        /** Makes a peer ready for the work that it returns. */
        PeerRounds.Work prepare(PeerProcess peer) throws IOException;
    }

    PeerSettings(Report report, Probe probe) {
        this.report = report;
        this.probe = probe;
    }

    /** By the speed on net B. */
    static PeerRounds.Work training(PeerProcess peer) throws IOException {
        peer.prepare(PeerTrainingPart.TRAININGS.get("B, sgd"));
        return PeerProcess::steps;
    }

    /** By a product that the first layer of net C has. */
    static PeerRounds.Work product(PeerProcess peer) {
        return (each, times) -> each.multiply(new Product("NT", 512, 2048, 784), times);
    }

    /** The peers that start, each in its best setting; the report says which, and why the others do not start. */
    List<PeerProgram> best(List<PeerProgram> programs) throws InterruptedException {
        List<PeerProgram> best = new ArrayList<>();
        for (PeerProgram program : programs) {
            Map<Map<String, String>, Double> times = new LinkedHashMap<>();
            Map<String, String> failures = new LinkedHashMap<>();
            for (Map<String, String> setting : program.settings()) {
                try {
                    times.put(setting, seconds(program.with(setting)));
                } catch (IOException e) {
                    failures.put(PeerProgram.words(setting), e.getMessage());
                }
            }
            times.entrySet().stream()
                    .min(Map.Entry.comparingByValue())
                    .ifPresent(entry -> best.add(program.with(entry.getKey())));
            report.fact(program.name() + ", settings", words(times, failures));
        }
        return best;
    }

    private double seconds(PeerProgram program) throws IOException {
        try (PeerProcess peer = new PeerProcess(program)) {
            PeerRounds.Work work = probe.prepare(peer);
            int times = PeerRounds.timesFor(MEASUREMENT, peer, work);
            double[] seconds = new double[TRIES];
            for (int i = 0; i < TRIES; i++) {
                seconds[i] = work.seconds(peer, times) / times;
            }
            return Medians.of(seconds);
        }
    }

    private static String words(Map<Map<String, String>, Double> times, Map<String, String> failures) {
        List<String> words = new ArrayList<>();
        times.forEach((setting, seconds) ->
                words.add(PeerProgram.words(setting) + String.format(Locale.ROOT, ": %.3f ms", seconds * 1e3)));
        failures.forEach((setting, reason) -> words.add(setting + ": fails, " + reason));
        return String.join("; ", words);
    }
}
