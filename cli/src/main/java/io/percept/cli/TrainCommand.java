package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.data.CsvOptions;
import io.percept.data.Scaling;
import io.percept.model.Safetensors;
import io.percept.train.Evaluation;
import io.percept.train.Evaluator;
import io.percept.train.Trainer;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingResult;
import io.percept.train.TrainingResult.Cancelled;
import io.percept.train.TrainingResult.Diverged;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a network, and tests and saves it. */
@Command(
        name = "train",
        description = "Trains a network on a data set, shows how it does on data held out, and saves it.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        versionProvider = PerceptCommand.Version.class,
        sortOptions = false)
final class TrainCommand implements Callable<Integer> {
    private static final double NANOS = 1e-9;
    /** What to divide a learning rate by that proved too large. */
    private static final double GENTLER = 10;

    private final Console console;

    @Mixin
    private SourceFlags source;

    @Mixin
    private PartFlags data;

    @Mixin
    private CsvFlags csv;

    @Mixin
    private StorageFlags storage;

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
            description =
                    "What to start from: a model to train further, or a safetensors file with the parameters of the"
                            + " network that --hidden describes.")
    private Path init;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "Where to save the trained model, in the safetensors format.")
    private Path model;

    @Option(
            names = "--explain",
            description =
                    "Show first what a step launches on the device: kernels, variants, sizes, operations and bytes.")
    private boolean explain;

    @Option(names = "--json", description = "Show the course and the result as JSON, an object on each line.")
    private boolean json;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        data.check();
        storage.check();
        network.check();
        training.check(init != null, data.withoutValidation());
        curve.check();
        DeviceOptions options = device.options();
        if (model != null) {
            Safetensors.checkWritable(model);
        }
        Start start = init == null ? new Start.New() : Start.from(init);
        device.lookFor();
        Reporter reporter = json ? new JsonReporter(console) : new TextReporter(console);
        PartFlags.Parts parts = read(start);
        Start.Prepared prepared = start.prepare(network, training, parts.training());
        Backends.Choice choice = device.choose(
                prepared.network(), prepared.config(), parts.training(), json ? line -> {} : console::message);
        try (Device opened = choice.open(options)) {
            reporter.starting(new Reporter.Job(
                    choice,
                    options,
                    source.source(),
                    parts,
                    prepared.network(),
                    Optional.ofNullable(init),
                    Trainer.lossFor(prepared.config(), parts.training()),
                    prepared.config()));
            return train(opened, prepared, parts, reporter);
        }
    }

    private PartFlags.Parts read(Start start) {
        List<String> sources =
                Stream.concat(Stream.of(source.source()), data.test().stream()).toList();
        CsvOptions options = storage.applied(training.withMissing(csv.options(sources)), sources);
        return data.read(source.open(options, start.known()), source.forTest(options), training.seed());
    }

    /** Trains until the end or until a signal comes; in either case what there is then is saved and shown. */
    private int train(Device opened, Start.Prepared prepared, PartFlags.Parts parts, Reporter reporter) {
        StepWatch watch = new StepWatch(reporter, explain);
        Trainer trainer = new Trainer(opened, prepared.config(), watch);
        try (Interruption interruption = new Interruption()) {
            interruption.onSignal(trainer::requestStop);
            long begin = System.nanoTime();
            TrainingResult result = prepared.train(trainer, parts);
            double seconds = (System.nanoTime() - begin) * NANOS;
            boolean usable = isUsable(result, watch);
            Optional<Path> saved = Optional.ofNullable(model).filter(file -> usable);
            saved.ifPresent(result.model()::save);
            curve.write(result.history().curve());
            if (result.outcome() instanceof Diverged diverged) {
                console.message("percept: " + describe(diverged, prepared.config(), saved));
            }
            Optional<Evaluation> test =
                    parts.test().filter(part -> usable).map(part -> Evaluator.evaluate(opened, result.model(), part));
            reporter.finished(new Reporter.Result(result.outcome(), test, seconds, saved));
            return exitCode(result.outcome());
        }
    }

    /** Whether the model is any better than what the training began with. */
    private static boolean isUsable(TrainingResult result, StepWatch watch) {
        return result.outcome() instanceof Diverged diverged ? diverged.keptEpoch() > 0 : watch.hasStepped();
    }

    private static int exitCode(TrainingResult.Outcome outcome) {
        if (outcome instanceof Diverged) {
            return Main.FAILURE;
        }
        return outcome instanceof Cancelled ? Main.INTERRUPTED : Main.OK;
    }

    private static String describe(Diverged diverged, TrainingConfig config, Optional<Path> saved) {
        String kept = saved.isPresent()
                ? "; the model as it was after epoch " + diverged.keptEpoch() + " is saved"
                : "; no model is saved";
        return "the loss is no finite number any more at step " + diverged.step() + " of epoch " + diverged.epoch()
                + "; try a smaller learning rate, such as --learning-rate "
                + Format.shortest((float)
                        Math.min(config.learningRate() / GENTLER, config.rule().defaultLearningRate()))
                + (config.scaling() == Scaling.NONE ? ", or --scale standardize if the features are large numbers" : "")
                + kept;
    }
}
