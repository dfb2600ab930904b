package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.backend.DeviceOptions;
import io.percept.data.CsvOptions;
import io.percept.data.Dataset;
import io.percept.data.Datasets;
import io.percept.json.JsonArray;
import io.percept.json.JsonNumber;
import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import io.percept.json.JsonValue;
import io.percept.metrics.Confusion;
import io.percept.model.Model;
import io.percept.train.Evaluation;
import io.percept.train.Evaluator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a saved model on a data set. */
@Command(
        name = "evaluate",
        description = "Shows how a saved model does on a data set.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        versionProvider = PerceptCommand.Version.class,
        sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
    private static final double NANOS = 1e-9;

    private final Console console;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "The model, as 'train' saved it.")
    private Path model;

    @Option(
            names = "--data",
            paramLabel = "digits|FOLDER|FILE",
            required = true,
            description =
                    "What to measure it on: all of the bundled digits, the test part of a folder or NPZ file, or a CSV"
                            + " or NPY file.")
    private String source;

    @Option(names = "--targets", paramLabel = "FILE.npy", description = "The targets where --data is an NPY file.")
    private Path targets;

    @Mixin
    private CsvFlags csv;

    @Mixin
    private StorageFlags storage;

    @Mixin
    private DeviceFlags device;

    @Option(names = "--json", description = "Show the result as a JSON object.")
    private boolean json;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        storage.check();
        DeviceOptions options = device.options();
        Model loaded = Model.load(model);
        try (Backends.Opened opened = device.open()) {
            Dataset data = Datasets.openTest(
                    source, loaded.data().csvSchema(), loaded.data().imageShape(), options());
            long start = System.nanoTime();
            Evaluation evaluation = Evaluator.evaluate(opened.device(), loaded, data);
            double seconds = (System.nanoTime() - start) * NANOS;
            if (json) {
                console.result(describe(opened.choice(), evaluation, seconds).toString());
            } else {
                console.message("device    " + TextReporter.device(opened.choice(), options));
                TextReporter.evaluation(console, evaluation);
            }
            return Main.OK;
        }
    }

    private CsvOptions options() {
        List<String> sources = List.of(source);
        return storage.applied(csv.options(sources), sources).withTargetFile(Optional.ofNullable(targets));
    }

    private static JsonObject describe(Backends.Choice choice, Evaluation evaluation, double seconds) {
        JsonObjectBuilder result = JsonObject.builder()
                .put("event", "result")
                .put("device", choice.device().id())
                .putStrings("passedOver", choice.passedOver())
                .put("rows", evaluation.rows())
                .put("test", MetricsJson.of(evaluation));
        evaluation.confusion().ifPresent(confusion -> result.put("confusion", describe(confusion)));
        return result.put("seconds", seconds).build();
    }

    private static JsonObject describe(Confusion confusion) {
        List<JsonArray> rows = new ArrayList<>();
        for (int[] counts : confusion.counts()) {
            rows.add(new JsonArray(IntStream.of(counts)
                    .mapToObj(count -> (JsonValue) JsonNumber.of(count))
                    .toList()));
        }
        return JsonObject.builder()
                .putStrings("classes", confusion.classes())
                .putArray("counts", rows)
                .build();
    }
}
