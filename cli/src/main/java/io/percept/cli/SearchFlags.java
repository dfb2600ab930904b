package io.percept.cli;

import io.percept.json.JsonException;
import io.percept.json.JsonObject;
import io.percept.metrics.Metric;
import io.percept.search.Dimension;
import io.percept.search.SearchSpace;
import io.percept.search.Strategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what to search, and how. */
final class SearchFlags {
    private static final int DEFAULT_TRIALS = 20;
    private static final int DEFAULT_FACTOR = 3;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--try",
            paramLabel = "NAME=VALUES",
            description =
                    "An option of 'percept train' and its values: learning-rate=1e-4..1e-1:log is a range (:log for"
                            + " equal quotients, :int for whole numbers, :5 for five numbers of it), hidden=64|128,64 a list."
                            + " Beside the options there are width and depth: that many hidden layers of that width. May be"
                            + " given several times.")
    private List<String> tried = List.of();

    @Option(
            names = "--space",
            paramLabel = "FILE.json",
            description =
                    "More of the same: {\"hidden\": [\"64\", \"128,64\"], \"learning-rate\": {\"from\": 1e-4, \"to\":"
                            + " 0.1, \"scale\": \"log\"}}.")
    private Path file;

    /** The kinds of strategies. */
    enum Kind {
        GRID,
        RANDOM,
        HALVING
    }

    @Option(
            names = "--strategy",
            paramLabel = "grid|random|halving",
            converter = Choices.OfStrategy.class,
            completionCandidates = Choices.OfStrategy.class,
            description =
                    "All combinations; combinations at random; or successive halving: many at random for few epochs,"
                            + " the best of them for more, and so on. Default: grid where every --try is a list, otherwise"
                            + " random.")
    private Kind kind;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "How many combinations to try at random. Default: " + DEFAULT_TRIALS + ".")
    private Integer trials;

    @Option(
            names = "--factor",
            paramLabel = "N",
            description = "How many times fewer combinations and more epochs each round of a halving has. Default:"
                    + " " + DEFAULT_FACTOR + ".")
    private Integer factor;

    @Option(
            names = "--score",
            paramLabel = "METRIC",
            converter = Choices.OfMetric.class,
            completionCandidates = Choices.OfMetric.class,
            description =
                    "What to judge by, as the mean over the folds: ${COMPLETION-CANDIDATES}. Default: accuracy for"
                            + " classes and labels, rmse for real numbers.")
    private Metric score;

    @Option(
            names = "--table",
            paramLabel = "FILE.jsonl",
            description =
                    "Where to keep the trials, a JSON object on each line. The same command goes on where an earlier"
                            + " one was interrupted; a random search also with more --trials.")
    private Path table;

    Metric score(boolean classes) {
        return score != null ? score : classes ? Metric.ACCURACY : Metric.RMSE;
    }

    Path table() {
        return table;
    }

    /** What is to be tried; throws a usage error for what cannot be read. */
    SearchSpace space() {
        try {
            List<Dimension> dimensions = new ArrayList<>();
            if (file != null) {
                dimensions.addAll(SearchSpace.of(JsonObject.parse(Files.readString(file, StandardCharsets.UTF_8))));
            }
            tried.forEach(text -> dimensions.add(Dimension.parse(text)));
            if (dimensions.isEmpty()) {
                throw usage("there is nothing to try; say what, as in --try learning-rate=1e-4..1e-1:log --try"
                        + " hidden=64|128,64");
            }
            return new SearchSpace(dimensions);
        } catch (IOException e) {
            throw usage("--space: " + file + " cannot be read" + (Files.exists(file) ? "" : "; there is no such file"));
        } catch (JsonException e) {
            throw usage("--space: " + file + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw usage("--try " + e.getMessage());
        }
    }

    Strategy strategy(SearchSpace space) {
        Kind wanted = kind != null ? kind : space.isListed() && trials == null ? Kind.GRID : Kind.RANDOM;
        if (wanted == Kind.GRID && trials != null) {
            throw usage("--trials has no effect on a grid, which tries all combinations; leave it out, or search at"
                    + " --strategy random");
        }
        if (wanted != Kind.HALVING && factor != null) {
            throw usage("--factor has no effect without rounds; leave it out, or search at --strategy halving");
        }
        int count = trials == null ? DEFAULT_TRIALS : trials;
        try {
            return switch (wanted) {
                case GRID -> {
                    space.grid();
                    yield new Strategy.Grid();
                }
                case RANDOM -> new Strategy.Random(count);
                case HALVING -> new Strategy.Halving(count, factor == null ? DEFAULT_FACTOR : factor);
            };
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private ParameterException usage(String text) {
        return new ParameterException(command.commandLine(), text);
    }
}
