package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.backend.Precision;
import io.percept.backend.UpdateRule;
import io.percept.data.ClassTargets;
import io.percept.data.Dataset;
import io.percept.data.RealTargets;
import io.percept.nn.Network;
import io.percept.train.ClassWeights;
import io.percept.train.Evaluation;
import io.percept.train.History;
import io.percept.train.Schedule;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingResult.Cancelled;
import io.percept.train.TrainingResult.StoppedEarly;
import io.percept.train.TrainingSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tells people: progress on standard error, results on standard output. */
final class TextReporter implements Reporter {
    private final Console console;
    private int epochs;
    private ProgressBar bar;

    TextReporter(Console console) {
        this.console = console;
    }

    @Override
    public void starting(Job job) {
        epochs = job.config().epochs();
        console.message("device    " + device(job.choice(), job.options()));
        console.message("data      " + data(job));
        columns(job.parts().training(), job.config()).ifPresent(console::message);
        console.message("network   " + network(job.network())
                + job.init().map(file -> " from " + file).orElse(""));
        SummaryTable.of(job.network()).lines().forEach(line -> console.message("  " + line));
        weights(job).ifPresent(line -> console.message("weights   " + line));
        console.message("training  " + training(job.loss(), job.config(), job.batchSize()));
    }

    static String network(Network network) {
        return network.summary() + "; " + Format.count(network.parameterCount()) + " parameters";
    }

    /** How a network is trained, in batches of so many rows. */
    static String training(Loss loss, TrainingConfig config, int batchSize) {
        return Choices.written(Loss.all(), loss) + ", " + Choices.written(UpdateRule.all(), config.rule())
                + ", learning rate "
                + Format.shortest(config.learningRate()) + " ("
                + Choices.written(Schedule.all(), config.schedule()) + "), "
                + Format.count(config.epochs(), "epoch") + " in batches of "
                + Format.count(batchSize) + PenaltyReport.text(config) + ", seed " + config.seed();
    }

    /** A device, and those that it was preferred to. */
    static String device(Backends.Choice choice, DeviceOptions options) {
        String threads = choice.isProcessor() ? ", " + Format.count(options.threads(), "thread") : "";
        String precision = options.precision() == Precision.FLOAT32
                ? ""
                : ", products in " + options.precision().label();
        String passedOver =
                choice.passedOver().isEmpty() ? "" : "; passed over " + String.join("; ", choice.passedOver());
        return choice.device().id() + " (" + choice.device().name() + threads + precision + ")" + passedOver;
    }

    private static String data(Job job) {
        PartFlags.Parts parts = job.parts();
        return job.source() + ": " + Format.count(parts.rows(), "row") + " of "
                + Format.count(parts.training().columns(), "feature") + ", " + targets(parts.training()) + "; "
                + Format.count(parts.training().rows()) + " to train, "
                + parts.validation()
                        .map(part -> Format.count(part.rows()) + " to validate, ")
                        .orElse("no validation, ")
                + parts.test()
                        .map(part -> Format.count(part.rows()) + " to test")
                        .orElse("no test")
                + (parts.training().blockRows().isPresent() ? "; read from a file as it is needed" : "");
    }

    /** What was found in the columns that a user should know, if anything: categories and gaps. */
    private static Optional<String> columns(Dataset training, TrainingConfig config) {
        List<String> names = training.features().names();
        List<String> parts = new ArrayList<>();
        Map<String, List<String>> categories = training.features().categories();
        if (!categories.isEmpty()) {
            parts.add("categories of "
                    + Format.some(names.stream()
                            .filter(categories::containsKey)
                            .map(name -> name + " (" + categories.get(name).size() + ")")
                            .toList()));
        }
        int[] missing = training.missing();
        List<String> gaps = IntStream.range(0, missing.length)
                .filter(column -> missing[column] > 0)
                .mapToObj(column -> Format.count(missing[column]) + " of " + names.get(column))
                .toList();
        if (!gaps.isEmpty()) {
            parts.add("missing " + Format.some(gaps) + ", which take the "
                    + config.missing().name().toLowerCase(Locale.ROOT) + " or the most frequent category");
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of("columns   " + String.join("; ", parts));
    }

    /** What counts for how much, if not all counts the same. */
    private static Optional<String> weights(Job job) {
        Dataset training = job.parts().training();
        List<String> parts = new ArrayList<>();
        if (!job.config().classWeights().equals(ClassWeights.EQUAL)) {
            List<String> names = training.targets() instanceof ClassTargets classes
                    ? classes.classes()
                    : ((RealTargets) training.targets()).names();
            double[] weights = job.config().classWeights().of(training.targets());
            parts.add(Format.some(IntStream.range(0, weights.length)
                    .mapToObj(i -> names.get(i) + " " + Format.loss(weights[i]))
                    .toList()));
        }
        if (training.weights().isPresent()) {
            parts.add("each row its own");
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("; ", parts) + "; in the validation loss too, not in the test");
    }

    /** What is to be predicted. */
    static String targets(Dataset data) {
        if (data.targets() instanceof ClassTargets classes) {
            return classes.classes().size() + " classes";
        }
        RealTargets targets = (RealTargets) data.targets();
        String kind = targets.labels() ? "label" : "real target";
        return kind + (targets.names().size() > 1 ? "s " : " ") + Format.some(targets.names());
    }

    @Override
    public void explained(Explanation explanation) {
        explanation.lines().forEach(console::message);
    }

    @Override
    public void started(TrainingSession session) {
        if (console.terminal().interactive()) {
            bar = new ProgressBar(console, epochs, session);
        }
    }

    @Override
    public void stepped(int epoch, int step) {
        if (bar != null) {
            bar.stepped(epoch, step);
        }
    }

    @Override
    public void epochFinished(History.Epoch epoch) {
        console.message(line(epoch));
    }

    private String line(History.Epoch epoch) {
        StringBuilder line = new StringBuilder(ProgressBar.label(epoch.epoch(), epochs));
        line.append("  loss ").append(padded(epoch.loss()));
        epoch.validationLoss()
                .ifPresent(loss -> line.append("  validation loss ").append(padded(loss)));
        epoch.accuracy().ifPresent(accuracy -> line.append("  accuracy ").append(Format.percent(accuracy)));
        return line.append("  ")
                .append(Format.count(Math.round(epoch.samplesPerSecond())))
                .append(" samples/s")
                .toString();
    }

    private static String padded(double loss) {
        return String.format(Locale.ROOT, "%-9s", Format.loss(loss));
    }

    @Override
    public void finished(Result result) {
        if (result.outcome() instanceof StoppedEarly early) {
            console.message("stopped early: the validation loss was lowest after epoch " + early.bestEpoch()
                    + ", whose weights the model has");
        } else if (result.outcome() instanceof Cancelled) {
            console.message("interrupted");
        }
        result.saved().ifPresent(file -> console.message("saved     " + file));
        result.test().ifPresent(test -> evaluation(console, test));
    }

    /** Shows how a model does on a test set. */
    static void evaluation(Console console, Evaluation test) {
        MetricsText.lines(test).forEach(console::result);
    }
}
