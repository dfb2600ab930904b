package io.percept.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Percept and other libraries side by side, each in a process of its own, in turns, with the same data, batches and number of threads:
 *
 * <pre>
 * mvn -q -P peers -DskipTests package
 * java -cp 'bench/target/classes:bench/target/lib/*' io.percept.bench.PeerComparison /usr/share/datasets/fashion-mnist bench/results
 * </pre>
 *
 * <p>Options may follow: {@code --parts training,regression,start,accuracy,gemm}, {@code --threads 2}, {@code --rounds 5},
 * {@code --peers NumPy,DJL} for those whose names have one of these in them.
 */
public final class PeerComparison {
    private final PeerOptions options;
    private final PeerRounds rounds;

    private PeerComparison(PeerOptions options) {
        this.options = options;
        this.rounds = new PeerRounds(options.rounds());
    }

    /** Takes the data, the folder for the results, and the options. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PeerComparison comparison = new PeerComparison(PeerOptions.parse(arguments));
        comparison.train();
        comparison.multiply();
    }

    private void train() throws IOException, InterruptedException {
        if (options.parts().equals(List.of("gemm"))) {
            return;
        }
        Report report = report("Training, Percept and its peers");
        List<PeerProgram> programs =
                new PeerSettings(report, PeerSettings::training).best(new Peers(options, report).training());
        List<String> names = PeerTrainingPart.TRAININGS.entrySet().stream()
                .filter(each -> options.parts().contains(each.getValue().isRegression() ? "regression" : "training"))
                .map(Map.Entry::getKey)
                .toList();
        if (!names.isEmpty()) {
            run(programs, report, peers -> {
                PeerTrainingPart part = new PeerTrainingPart(report, rounds);
                for (String name : names) {
                    part.measure(name, peers);
                }
            });
            write(report, "training");
        }
        if (options.parts().contains("accuracy")) {
            Report accuracy = report.like("Training until a network is good, Percept and its peers");
            run(programs, accuracy, new PeerAccuracyPart(accuracy, options.rounds())::measure);
            write(accuracy, "accuracy");
        }
        if (options.parts().contains("start")) {
            Report start = report.like("From the start of a process to the end of an epoch, Percept and its peers");
            new PeerStartPart(start, options).measure(programs);
            write(start, "start");
        }
    }

    private void multiply() throws IOException, InterruptedException {
        if (options.parts().contains("gemm")) {
            Report report = report("Matrix products, Percept and its peers");
            List<PeerProgram> programs =
                    new PeerSettings(report, PeerSettings::product).best(new Peers(options, report).multiplying());
            run(programs, report, new PeerGemmPart(report, rounds.brief())::measure);
            write(report, "gemm");
        }
    }

    private Report report(String title) throws IOException {
        Report report = new Report(title);
        report.fact("data", options.data().toString());
        report.fact("threads of each", "" + options.threads());
        report.fact("rounds, in turns", "" + options.rounds());
        return report;
    }

    private void write(Report report, String part) throws IOException {
        report.write(options.results(), "peers-" + part + "-" + options.threads() + "-threads");
    }

    /** What is done with peers that run. */
    @FunctionalInterface
    private interface Part {
        void measure(List<PeerProcess> peers) throws IOException, InterruptedException;
    }

    private static void run(List<PeerProgram> programs, Report report, Part part)
            throws IOException, InterruptedException {
        List<PeerProcess> peers = new ArrayList<>();
        try {
            for (PeerProgram program : programs) {
                PeerProcess peer = new PeerProcess(program);
                peers.add(peer);
                report.fact(program.name(), peer.version() + "; " + PeerProgram.words(program.environment()));
            }
            part.measure(peers);
        } finally {
            peers.forEach(PeerProcess::close);
        }
    }
}
