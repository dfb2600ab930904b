package io.percept.bench;

import io.percept.backend.AdamRule;
import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.backend.UpdateRule;
import io.percept.cli.bench.StandardNet;
import io.percept.data.CsvOptions;
import io.percept.data.Dataset;
import io.percept.data.Datasets;
import io.percept.data.Missing;
import io.percept.data.Preparation;
import io.percept.data.Scaling;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Training 784-512-256-10 on Fashion-MNIST with batches of 128 on two devices, in turns:
 *
 * <pre>
 * java -cp 'bench/target/classes:bench/target/lib/*' io.percept.bench.TrainingComparison /usr/share/datasets/fashion-mnist opencl cpu bench/results
 * </pre>
 */
public final class TrainingComparison {
    private static final int ROUNDS = 7;
    private static final int STEPS = 30;
    private static final int BATCH = StandardNet.B.batchSize();

    private TrainingComparison() {}

    /** Takes the data, the two devices, and the folder for the results. */
    public static void main(String[] arguments) throws IOException {
        Dataset data = Datasets.open(arguments[0], CsvOptions.DEFAULTS).train();
        DeviceOptions options = DeviceOptions.defaults();
        Report report = new Report("Training 784-512-256-10 with batches of " + BATCH);
        report.fact("data", arguments[0]);
        report.fact("rounds, in turns", ROUNDS + " of " + STEPS + " steps");
        try (Device first = Backends.choose(arguments[1]).open(options);
                Device second = Backends.choose(arguments[2]).open(options)) {
            report.device(first.info());
            report.device(second.info());
            for (String rule : new String[] {"sgd", "adam"}) {
                try (TrainingSession ours = session(first, data, rule);
                        TrainingSession theirs = session(second, data, rule)) {
                    report.row(compare(rule, first, ours, second, theirs));
                }
            }
        }
        report.write(Path.of(arguments[3]), "training-" + arguments[1] + "-" + arguments[2]);
    }

    private static TrainingSession session(Device device, Dataset data, String rule) {
        Network network = StandardNet.B.network();
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(rule.equals("sgd") ? new UpdateRule.Sgd() : new AdamRule.Adam())
                .learningRate(1e-3)
                .batchSize(BATCH)
                .build();
        TrainingSession session = new TrainingSession(
                device,
                network,
                new Loss.CrossEntropy(),
                config,
                data,
                Preparation.fit(data, Missing.MEAN, Scaling.STANDARDIZE),
                InitialParameters.draw(network, Optional.empty(), 0, 1));
        session.beginEpoch();
        return session;
    }

    private static Map<String, String> compare(
            String rule, Device first, TrainingSession ours, Device second, TrainingSession theirs) {
        steps(first, ours);
        steps(second, theirs);
        double[] fast = new double[ROUNDS];
        double[] slow = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ours.beginEpoch();
            theirs.beginEpoch();
            fast[round] = steps(first, ours);
            slow[round] = steps(second, theirs);
            ratios[round] = slow[round] / fast[round];
        }
        Map<String, String> row = new LinkedHashMap<>();
        row.put("rule", rule);
        row.put(first.info().id() + " images/s", format("%.0f", BATCH / Medians.of(fast)));
        row.put(second.info().id() + " images/s", format("%.0f", BATCH / Medians.of(slow)));
        row.put("ratio", format("%.2f", Medians.of(ratios)));
        row.put("of best rounds", format("%.2f", Medians.least(slow) / Medians.least(fast)));
        return row;
    }

    private static double steps(Device device, TrainingSession session) {
        device.synchronize();
        long start = System.nanoTime();
        for (int step = 0; step < STEPS; step++) {
            session.step();
        }
        device.synchronize();
        return (System.nanoTime() - start) / 1e9 / STEPS;
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
