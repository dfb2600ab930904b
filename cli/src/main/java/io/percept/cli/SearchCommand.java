package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.data.ClassTargets;
import io.percept.data.DataException;
import io.percept.data.Dataset;
import io.percept.data.RealTargets;
import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import io.percept.metrics.Metric;
import io.percept.search.Dimension;
import io.percept.search.Score;
import io.percept.search.Search;
import io.percept.search.SearchSpace;
import io.percept.search.SearchTable;
import io.percept.search.Strategy;
import io.percept.train.CrossValidation;
import io.percept.train.CrossValidator;
import io.percept.train.Spread;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Searches for the settings of a network and its training that do best in cross-validation. */
@Command(
        name = "search",
        description = "Tries settings of the network and the training, scores each by cross-validation with the same"
                + " folds, and prints the command that trains the best one. Takes the rest of the training as"
                + " 'percept train' does. The same seed gives the same trials and scores.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        versionProvider = PerceptCommand.Version.class,
        sortOptions = false)
final class SearchCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SearchFlags searched;

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

    @Option(names = "--json", description = "Show each trial and the result as JSON, an object on each line.")
    private boolean json;

    private volatile CrossValidator running;
    private volatile boolean stopRequested;

    SearchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        folds.check();
        network.check();
        device.options();
        SearchSpace space = searched.space();
        if (space.dimensions().stream().map(Dimension::name).anyMatch(TrialFlags.DECIDE_ON_DECAY::contains)) {
            training.checkValues(false, folds.withoutValidation());
        } else {
            training.check(false, folds.withoutValidation());
        }
        Strategy strategy = searched.strategy(space);
        TrialFlags trials = new TrialFlags(spec.commandLine().getParseResult());
        trials.check(space, strategy instanceof Strategy.Halving);
        device.lookFor();
        Dataset data = source.open(training.withMissing(csv.options(List.of(source.source()))), Optional.empty())
                .train();
        Metric metric = searched.score(isClassified(data));
        int epochs = experiment(trials.flags(Map.of(), OptionalInt.empty()), data)
                .config()
                .epochs();
        Search search = new Search(space, strategy, training.seed(), metric.higherIsBetter(), epochs);
        Backends.Choice choice = choose(trials, data);
        SearchTable table = table(search, trials, metric, data, choice);
        try (Device opened = choice.open(device.options());
                Interruption interruption = new Interruption()) {
            interruption.onSignal(this::requestStop);
            SearchText text = new SearchText(console, json, search, metric);
            text.starting(choice, device.options(), source.source(), data, folds.folds(), table);
            Search.Result result =
                    search.run((settings, count) -> score(opened, trials, settings, count, data, metric), table, text);
            return finished(text, result, trials);
        }
    }

    private static boolean isClassified(Dataset data) {
        return data.targets() instanceof ClassTargets || ((RealTargets) data.targets()).labels();
    }

    private Experiment experiment(TrialFlags.Flags flags, Dataset data) {
        int rows = folds.trainingRows(data.rows(), flags.training().stopsEarly());
        return Experiment.of(flags.network(), flags.training(), data, rows);
    }

    /** The device that was named, or the one that a table began with: scores of two devices differ in their last digits. */
    private Backends.Choice choose(TrialFlags trials, Dataset data) {
        Optional<String> before = Optional.ofNullable(searched.table())
                .flatMap(SearchTable::searchOf)
                .map(head -> head.string("device", ""))
                .filter(id -> !id.isEmpty());
        if (device.isAutomatic() && before.isPresent()) {
            return Backends.choose(before.get());
        }
        Experiment usual = experiment(trials.flags(Map.of(), OptionalInt.empty()), data);
        return device.choose(usual.network(), usual.config(), data, json ? line -> {} : console::message);
    }

    private SearchTable table(Search search, TrialFlags trials, Metric metric, Dataset data, Backends.Choice choice) {
        JsonObjectBuilder head = JsonObject.builder().put("event", "search");
        search.json().members().forEach(head::put);
        head.put("score", metric.label())
                .put("folds", folds.folds())
                .put("validation", folds.validation(training.stopsEarly()))
                .put("data", SearchText.fingerprint(data))
                .put("device", choice.device().id())
                .putStrings("options", trials.fixed());
        return searched.table() == null
                ? SearchTable.inMemory(head.build())
                : SearchTable.in(searched.table(), head.build());
    }

    private void requestStop() {
        stopRequested = true;
        CrossValidator validator = running;
        if (validator != null) {
            validator.requestStop();
        }
    }

    private Optional<Score> score(
            Device opened,
            TrialFlags trials,
            Map<String, String> settings,
            OptionalInt epochs,
            Dataset data,
            Metric metric) {
        try {
            TrialFlags.Flags flags = trials.flags(settings, epochs);
            Experiment experiment = experiment(flags, data);
            double validation = folds.validation(flags.training().stopsEarly());
            CrossValidator validator =
                    new CrossValidator(opened, experiment.config(), folds.folds(), validation, this::stopIfDiverged);
            running = validator;
            // A request that came before the line above is seen here; one that comes after it reaches the validator.
            if (stopRequested) {
                return Optional.empty();
            }
            CrossValidation result = validator.run(experiment.network(), data);
            if (result.folds().stream().anyMatch(fold -> fold.test().isEmpty())) {
                return Optional.of(Score.none(Score.Outcome.DIVERGED, "the loss became infinite or NaN"));
            }
            return result.complete() ? Optional.of(score(result, metric)) : Optional.empty();
        } catch (ParameterException | IllegalArgumentException | DataException e) {
            return Optional.of(Score.none(Score.Outcome.IMPOSSIBLE, e.getMessage()));
        }
    }

    /** One fold that diverged decides on a trial. */
    private void stopIfDiverged(CrossValidation.Fold fold) {
        if (fold.test().isEmpty()) {
            running.requestStop();
        }
    }

    private static Score score(CrossValidation result, Metric metric) {
        if (!result.metrics().contains(metric)) {
            String measured = String.join(
                    ", ", result.metrics().stream().map(Metric::label).toList());
            return Score.none(
                    Score.Outcome.IMPOSSIBLE, "there is no " + metric.label() + " of such predictions but " + measured);
        }
        Spread spread = result.spread(metric);
        return Double.isNaN(spread.mean())
                ? Score.none(Score.Outcome.IMPOSSIBLE, metric.label() + " is not defined in every fold")
                : Score.of(spread.mean(), spread.deviation());
    }

    private int finished(SearchText text, Search.Result result, TrialFlags trials) {
        CommandSpec train = spec.root().subcommands().get("train").getCommandSpec();
        text.finished(result, result.best().map(best -> trials.train(best.settings(), train)));
        if (stopRequested) {
            console.message("interrupted after " + Format.count(result.trials().size(), "trial")
                    + (searched.table() == null
                            ? "; with --table the same command would go on from here"
                            : "; the same command goes on from here"));
            return Main.INTERRUPTED;
        }
        if (result.best().isEmpty()) {
            String first = result.trials().get(0).score().note();
            console.message("percept: no trial came to a score: " + first);
            return Main.FAILURE;
        }
        return Main.OK;
    }
}
