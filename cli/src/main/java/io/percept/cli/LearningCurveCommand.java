package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.data.Dataset;
import io.percept.train.CrossValidator;
import io.percept.train.LearningCurve;
import io.percept.train.LearningCurves;
import io.percept.train.TrainingConfig;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures errors against the size of the training set. */
@Command(
        name = "learning-curve",
        description =
                "Trains with more and more of the data, and shows the error on the rows trained with and on rows held"
                        + " back against the number of rows: where the two are far apart, more data helps. Takes the network"
                        + " and the training as 'percept train' does.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        versionProvider = PerceptCommand.Version.class,
        sortOptions = false)
final class LearningCurveCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceFlags source;

    @Option(
            names = "--sizes",
            paramLabel = "LIST",
            split = ",",
            description =
                    "What to train with: fractions of the training rows, or numbers of rows where they are above 1,"
                            + " with commas between them. Default: 0.1,0.2,0.4,0.6,0.8,1.")
    private List<Double> sizes = List.of(0.1, 0.2, 0.4, 0.6, 0.8, 1.0);

    /** What every size gets as much of. */
    enum Equal {
        STEPS,
        EPOCHS
    }

    @Option(
            names = "--equal",
            paramLabel = "steps|epochs",
            converter = Choices.OfEqual.class,
            description = "Whether small samples are trained with for as many steps as all rows, or for as many epochs,"
                    + " which are shorter then. Default: steps.")
    private Equal equal = Equal.STEPS;

    @Mixin
    private FoldFlags folds;

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

    @Option(names = "--json", description = "Show each size as a JSON object on a line.")
    private boolean json;

    LearningCurveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        folds.check();
        training.check(false, folds.withoutValidation());
        curve.check();
        device.options();
        device.lookFor();
        Dataset data = source.open(training.withMissing(csv.options(List.of(source.source()))), Optional.empty())
                .train();
        int most = CrossValidator.trainingRows(data.rows(), folds.folds(), 0);
        int[] rows = rows(most);
        Experiment experiment =
                Experiment.of(network, training, data, folds.trainingRows(data.rows(), training.stopsEarly()));
        Backends.Choice choice =
                device.choose(experiment.network(), experiment.config(), data, json ? line -> {} : console::message);
        try (Device opened = choice.open(device.options())) {
            experiment.announce(console, json, choice, device.options(), source.source(), data, folds.folds());
            return measure(opened, experiment, data, rows);
        }
    }

    /** The sizes in rows, increasing. */
    private int[] rows(int most) {
        int[] rows = new int[sizes.size()];
        for (int i = 0; i < rows.length; i++) {
            double size = sizes.get(i);
            double count = size <= 1 ? size * most : size;
            if (!(count >= 1 && count <= most) || (size > 1 && size != Math.rint(size))) {
                throw usage("--sizes has " + Format.shortest(size) + "; with " + folds.folds()
                        + " folds a size is a fraction of the " + Format.count(most)
                        + " rows that there are to train with, or a whole number of at most that");
            }
            rows[i] = (int) Math.round(count);
            if (i > 0 && rows[i] <= rows[i - 1]) {
                throw usage("--sizes must increase, but " + Format.count(rows[i], "row") + " come after "
                        + Format.count(rows[i - 1]));
            }
        }
        return rows;
    }

    private ParameterException usage(String text) {
        return new ParameterException(spec.commandLine(), text);
    }

    private int measure(Device opened, Experiment experiment, Dataset data, int[] rows) {
        boolean stopsEarly = training.stopsEarly();
        int most = experiment.rows();
        double validation = folds.validation(stopsEarly);
        IntFunction<TrainingConfig> config = count -> {
            int trained = Math.max(1, count - (int) Math.round(validation * count));
            return training.config(trained, Math.max(most, trained), equal == Equal.STEPS);
        };
        LearningCurves curves =
                new LearningCurves(opened, config, folds.folds(), folds.validation(stopsEarly), this::tell);
        try (Interruption interruption = new Interruption()) {
            interruption.onSignal(curves::requestStop);
            LearningCurve result = curves.run(experiment.network(), data, rows);
            curve.write(result.curve());
            if (!json) {
                LearningCurveText.lines(result).forEach(console::result);
            }
            return exitCode(result, rows.length);
        }
    }

    private void tell(LearningCurve.Size size) {
        if (json) {
            console.result(LearningCurveText.json(size).toString());
        } else {
            console.message(LearningCurveText.line(size));
        }
    }

    private int exitCode(LearningCurve result, int wanted) {
        if (result.sizes().size() < wanted) {
            console.message("interrupted after " + result.sizes().size() + " of " + wanted + " sizes");
            return Main.INTERRUPTED;
        }
        boolean complete =
                result.sizes().stream().noneMatch(size -> size.validation().isEmpty());
        if (!complete) {
            console.message("percept: the loss became infinite or NaN at some sizes, which have no figures; try a"
                    + " smaller --learning-rate");
        }
        return complete ? Main.OK : Main.FAILURE;
    }
}
