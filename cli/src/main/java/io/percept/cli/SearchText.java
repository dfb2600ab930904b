package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.backend.DeviceOptions;
import io.percept.data.ClassTargets;
import io.percept.data.Dataset;
import io.percept.data.RealTargets;
import io.percept.json.JsonObjectBuilder;
import io.percept.metrics.Metric;
import io.percept.search.Score;
import io.percept.search.Search;
import io.percept.search.SearchTable;
import io.percept.search.Trial;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** Tells how a search goes, to people or to programs. */
final class SearchText implements Search.Listener {
    /** Of more trials people see the best ones; all are in the table. */
    private static final int MOST_LINES = 20;

    private final Console console;
    private final boolean json;
    private final Search search;
    private final Metric metric;
    private int done;
    private int earlier;

    SearchText(Console console, boolean json, Search search, Metric metric) {
        this.console = console;
        this.json = json;
        this.search = search;
        this.metric = metric;
    }

    /** A few digits that other rows or targets would not have. */
    static String fingerprint(Dataset data) {
        CRC32 crc = new CRC32();
        ByteBuffer row = ByteBuffer.allocate(Float.BYTES * data.columns());
        for (int i = 0; i < data.rows(); i++) {
            row.clear();
            for (int column = 0; column < data.columns(); column++) {
                row.putFloat(data.feature(i, column));
            }
            crc.update(row.array());
        }
        boolean classes = data.targets() instanceof ClassTargets;
        ByteBuffer target = ByteBuffer.allocate(Integer.BYTES);
        int count = classes ? data.rows() : ((RealTargets) data.targets()).values().length;
        for (int i = 0; i < count; i++) {
            target.clear();
            target.putInt(
                    classes
                            ? ((ClassTargets) data.targets()).labels()[i]
                            : Float.floatToIntBits(((RealTargets) data.targets()).values()[i]));
            crc.update(target.array());
        }
        for (float weight : data.weights().orElse(new float[0])) {
            target.clear();
            target.putFloat(weight);
            crc.update(target.array());
        }
        return data.rows() + " x " + data.columns() + ", CRC-32 " + String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    /** Before the first trial. */
    void starting(
            Backends.Choice choice, DeviceOptions options, String source, Dataset data, int folds, SearchTable table) {
        if (json) {
            JsonObjectBuilder start = CrossValidationText.event("start");
            search.json().members().forEach(start::put);
            console.result(start.put("device", choice.device().id())
                    .put("source", source)
                    .put("rows", data.rows())
                    .put("folds", folds)
                    .put("score", metric.label())
                    .put("trialsToDo", search.size())
                    .put("trialsDone", table.trials().size())
                    .build()
                    .toString());
            return;
        }
        console.message("device    " + TextReporter.device(choice, options));
        console.message("data      " + source + ": " + Format.count(data.rows(), "row") + " of "
                + Format.count(data.columns(), "feature") + ", " + TextReporter.targets(data));
        console.message("search    " + search.strategy().name() + ", " + Format.count(search.size(), "trial") + " by "
                + CrossValidationText.name(metric) + " in " + folds + " folds, seed " + search.seed());
        if (!table.trials().isEmpty()) {
            console.message("table     " + Format.count(table.trials().size(), "trial")
                    + (table.trials().size() == 1 ? " is" : " are") + " there already");
        }
    }

    @Override
    public void starting(int number, int rung, int ofRung, OptionalInt epochs, Map<String, String> settings) {
        if (!json && console.terminal().interactive()) {
            console.status(ProgressBar.label("trial", done + 1, search.size()) + "  " + settings(settings) + " ...");
        }
    }

    @Override
    public void finished(Trial trial, boolean known) {
        done++;
        earlier += known ? 1 : 0;
        if (known) {
            return;
        }
        if (json) {
            console.result(trial.json().toString());
            return;
        }
        StringBuilder line = new StringBuilder(ProgressBar.label("trial", done, search.size()));
        line.append("  ").append(settings(trial.settings()));
        trial.epochs().ifPresent(count -> line.append("  ").append(Format.count(count, "epoch")));
        line.append("  ").append(score(trial.score()));
        console.message(line.append(String.format(Locale.ROOT, "  %.1f s", trial.seconds()))
                .toString());
    }

    private static String settings(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
    }

    private String score(Score score) {
        return switch (score.outcome()) {
            case COMPLETED ->
                CrossValidationText.name(metric) + " " + figure(score.mean()) + " +/- " + figure(score.deviation());
            case DIVERGED -> "diverged";
            case IMPOSSIBLE -> "impossible: " + score.note();
        };
    }

    private String figure(double value) {
        return CrossValidationText.figure(metric, value);
    }

    /**
     * After the last trial.
     *
     * @param command the words that train the best one
     */
    void finished(Search.Result result, Optional<List<String>> command) {
        Optional<String> line = command.map(ShellWords::join);
        if (json) {
            JsonObjectBuilder event = CrossValidationText.event("result")
                    .put("trials", result.trials().size())
                    .put("fromTable", earlier);
            result.best().ifPresent(best -> event.put("best", best.json()));
            line.ifPresent(words -> event.put("command", words));
            console.result(event.build().toString());
        } else if (!result.trials().isEmpty()) {
            TextTable.lines(cells(result)).forEach(console::result);
            result.best().ifPresent(best -> {
                console.result("");
                console.result("best      trial " + best.number() + ", " + score(best.score()));
                console.result("train it  " + line.orElseThrow());
            });
        }
    }

    /** The best trials first, those trained for longest before the others. */
    private List<List<String>> cells(Search.Result result) {
        List<String> names = List.copyOf(result.trials().get(0).settings().keySet());
        boolean timed = result.trials().get(0).epochs().isPresent();
        List<List<String>> cells = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("trial"));
        head.addAll(names);
        if (timed) {
            head.add("epochs");
        }
        head.addAll(List.of(CrossValidationText.name(metric), "+/-"));
        cells.add(head);
        Comparator<Trial> longest = Comparator.comparingInt(Trial::rung).reversed();
        result.trials().stream()
                .sorted(longest.thenComparing(search.bestFirst()))
                .limit(MOST_LINES)
                .forEach(trial -> {
                    List<String> row = new ArrayList<>(List.of(Integer.toString(trial.number())));
                    names.forEach(
                            name -> row.add(TextTable.shortened(trial.settings().get(name))));
                    if (timed) {
                        row.add(Format.count(trial.epochs().orElseThrow()));
                    }
                    boolean scored = trial.score().outcome() == Score.Outcome.COMPLETED;
                    row.add(
                            scored
                                    ? figure(trial.score().mean())
                                    : trial.score().outcome().name().toLowerCase(Locale.ROOT));
                    row.add(scored ? figure(trial.score().deviation()) : "");
                    cells.add(row);
                });
        return cells;
    }
}
