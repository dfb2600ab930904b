package io.percept.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the setting that suits each peer best, by its speed on net B: whoever loses shall not lose by a setting. */
final class PeerSettings {
    private static final int TRIES = 3;
    private static final String TRAINING = "B, sgd";

    private final Report report;

    PeerSettings(Report report) {
        this.report = report;
    }

    /** The peers that start, each in its best setting; the report says which, and why the others do not start. */
    List<PeerProgram> best(List<PeerProgram> programs) throws InterruptedException {
        List<PeerProgram> best = new ArrayList<>();
        for (PeerProgram program : programs) {
            Map<Map<String, String>, Double> speeds = new LinkedHashMap<>();
            Map<String, String> failures = new LinkedHashMap<>();
            for (Map<String, String> setting : program.settings()) {
                try {
                    speeds.put(setting, speed(program.with(setting)));
                } catch (IOException e) {
                    failures.put(PeerProgram.words(setting), e.getMessage());
                }
            }
            speeds.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .ifPresent(entry -> best.add(program.with(entry.getKey())));
            report.fact(program.name() + ", settings", words(speeds, failures));
        }
        return best;
    }

    /** Images a second. */
    private static double speed(PeerProgram program) throws IOException, InterruptedException {
        try (PeerProcess peer = new PeerProcess(program)) {
            peer.prepare(PeerTrainingPart.TRAININGS.get(TRAINING));
            int steps = PeerRounds.timesFor(0.3, peer, PeerProcess::steps);
            double[] seconds = new double[TRIES];
            for (int i = 0; i < TRIES; i++) {
                seconds[i] = peer.steps(steps) / steps;
            }
            return PeerTrainingPart.TRAININGS.get(TRAINING).batch() / Medians.of(seconds);
        }
    }

    private static String words(Map<Map<String, String>, Double> speeds, Map<String, String> failures) {
        List<String> words = new ArrayList<>();
        speeds.forEach(
                (setting, speed) -> words.add(PeerProgram.words(setting) + ": " + Math.round(speed) + " images/s"));
        failures.forEach((setting, reason) -> words.add(setting + ": fails, " + reason));
        return String.join("; ", words);
    }
}
