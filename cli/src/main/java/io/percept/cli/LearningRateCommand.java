package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.data.Dataset;
import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import io.percept.train.LearningRateRange;
import io.percept.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tries growing learning rates, and suggests one. */
@Command(
        name = "lr-range",
        description =
                "Trains for some steps with a learning rate that grows from one to the next, until the loss is lost: a"
                        + " learning-rate range test. Suggests the rate at which the loss fell fastest. Takes the data, the"
                        + " network and the training as 'percept train' does; --learning-rate, --schedule and --epochs have"
                        + " no effect.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        versionProvider = PerceptCommand.Version.class,
        sortOptions = false)
final class LearningRateCommand implements Callable<Integer> {
    /** Lines of the table on the screen. */
    private static final int LINES = 20;

    private final Console console;

    @Mixin
    private SourceFlags source;

    @Mixin
    private CsvFlags csv;

    @Mixin
    private NetworkFlags network;

    @Mixin
    private TrainingFlags training;

    @Mixin
    private DeviceFlags device;

    @Mixin
    private CurveFlags curve;

    @Option(
            names = "--init",
            paramLabel = "FILE",
            description = "What to start from: a model, or a safetensors file with the parameters of the network that"
                    + " --hidden describes.")
    private Path init;

    @Option(names = "--from", paramLabel = "R", description = "The first rate. Default: ${DEFAULT-VALUE}.")
    private double smallest = 1e-6;

    @Option(names = "--to", paramLabel = "R", description = "The last rate. Default: ${DEFAULT-VALUE}.")
    private double largest = 10;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps from one to the other. Default: ${DEFAULT-VALUE}.")
    private int steps = 200;

    @Option(names = "--json", description = "Show the result as a JSON object.")
    private boolean json;

    LearningRateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        device.options();
        network.check();
        training.check(init != null, false);
        training.checkRateMatters();
        curve.check();
        Start start = init == null ? new Start.New() : Start.from(init);
        try (Backends.Opened opened = device.open()) {
            Dataset rows = source.open(training.withMissing(csv.options(List.of(source.source()))), start.known())
                    .train();
            Start.Prepared prepared = start.prepare(network, training, rows);
            LearningRateRange range = LearningRateRange.run(
                    opened.device(),
                    prepared.network(),
                    Trainer.lossFor(prepared.config(), rows),
                    prepared.config(),
                    rows,
                    prepared.preparation(rows),
                    prepared.parameters(),
                    smallest,
                    largest,
                    steps);
            curve.write(range.curve());
            show(range);
            return Main.OK;
        }
    }

    private void show(LearningRateRange range) {
        OptionalDouble suggestion = range.suggestion();
        if (json) {
            JsonObjectBuilder result =
                    JsonObject.builder().put("steps", range.points().size());
            suggestion.ifPresent(rate -> result.put("suggestion", rate));
            console.result(result.put("points", range.curve().json()).build().toString());
            return;
        }
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("step", "learning rate", "loss", "smoothed"));
        int apart = Math.max(1, (range.points().size() + LINES - 1) / LINES);
        for (int i = apart - 1; i < range.points().size(); i += apart) {
            LearningRateRange.Point point = range.points().get(i);
            table.add(List.of(
                    Integer.toString(point.step()),
                    formatted("%.3g", point.learningRate()),
                    formatted("%.4g", point.loss()),
                    formatted("%.4g", point.smoothedLoss())));
        }
        TextTable.lines(table).forEach(console::result);
        console.result(
                suggestion.isPresent()
                        ? "the loss falls fastest at a learning rate of about "
                                + formatted("%.2g", suggestion.getAsDouble())
                        : "the loss does not fall at any of these rates");
    }

    private static String formatted(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
