package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.data.Dataset;
import io.percept.train.CrossValidation;
import io.percept.train.CrossValidator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a network and a training by k-fold cross-validation. */
@Command(
        name = "cross-validate",
        description =
                "Deals the data into parts and trains a network for each part with all the others, to see how well"
                        + " such a network does on data that it has not seen, and how much that varies. Scales and"
                        + " filled-in values are fitted inside each fold. Takes the network and the training as 'percept"
                        + " train' does.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        versionProvider = PerceptCommand.Version.class,
        sortOptions = false)
final class CrossValidateCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private SourceFlags source;

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

    @Option(names = "--json", description = "Show each fold and the result as JSON, an object on each line.")
    private boolean json;

    CrossValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        folds.check();
        training.check(false, folds.withoutValidation());
        device.options();
        device.lookFor();
        Dataset data = source.open(training.withMissing(csv.options(List.of(source.source()))), Optional.empty())
                .train();
        int rows = folds.trainingRows(data.rows(), training.stopsEarly());
        Experiment experiment = Experiment.of(network, training, data, rows);
        Backends.Choice choice =
                device.choose(experiment.network(), experiment.config(), data, json ? line -> {} : console::message);
        try (Device opened = choice.open(device.options())) {
            experiment.announce(console, json, choice, device.options(), source.source(), data, folds.folds());
            return measure(opened, experiment, data);
        }
    }

    private int measure(Device opened, Experiment experiment, Dataset data) {
        CrossValidator validator = new CrossValidator(
                opened, experiment.config(), folds.folds(), folds.validation(training.stopsEarly()), this::tell);
        try (Interruption interruption = new Interruption()) {
            interruption.onSignal(validator::requestStop);
            CrossValidation result = validator.run(experiment.network(), data);
            if (json) {
                console.result(CrossValidationText.json(result).toString());
            } else if (!result.folds().isEmpty()) {
                CrossValidationText.lines(result).forEach(console::result);
            }
            return exitCode(result);
        }
    }

    private void tell(CrossValidation.Fold fold) {
        if (json) {
            console.result(CrossValidationText.json(fold).toString());
        } else {
            console.message(CrossValidationText.line(fold, folds.folds()));
        }
    }

    private int exitCode(CrossValidation result) {
        if (result.folds().size() < result.wanted()) {
            console.message("interrupted after " + result.folds().size() + " of " + result.wanted() + " folds");
            return Main.INTERRUPTED;
        }
        if (!result.complete()) {
            console.message("percept: the loss became infinite or NaN in a fold, so there are no means; try a smaller"
                    + " --learning-rate");
            return Main.FAILURE;
        }
        return Main.OK;
    }
}
