package io.percept.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
    }

    private void train() throws IOException, InterruptedException {
        Report report = new Report("Training, Percept and its peers");
        report.fact("data", options.data().toString());
        report.fact("threads of each", "" + options.threads());
        report.fact("rounds, in turns", "" + options.rounds());
        List<PeerProgram> programs = new PeerSettings(report).best(new Peers(options, report).training());
        List<PeerProcess> peers = new ArrayList<>();
        try {
            for (PeerProgram program : programs) {
                peers.add(new PeerProcess(program));
                report.fact(program.name(), peers.get(peers.size() - 1).version());
            }
            PeerTrainingPart part = new PeerTrainingPart(report, rounds);
            for (String name : PeerTrainingPart.TRAININGS.keySet()) {
                part.measure(name, peers);
            }
        } finally {
            peers.forEach(PeerProcess::close);
        }
        report.write(options.results(), "peers-training-" + options.threads() + "-threads");
    }
}
