package io.percept.cli;

import io.percept.backend.Loss;
import io.percept.backend.UpdateRule;
import io.percept.data.ClassTargets;
import io.percept.data.Dataset;
import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import io.percept.train.ClassWeights;
import io.percept.train.History;
import io.percept.train.Schedule;
import io.percept.train.TrainingResult.Cancelled;
import io.percept.train.TrainingResult.Completed;
import io.percept.train.TrainingResult.Diverged;
import io.percept.train.TrainingResult.Outcome;
import io.percept.train.TrainingResult.StoppedEarly;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Tells programs: an object on each line of standard output. */
final class JsonReporter implements Reporter {
    private final Console console;

    JsonReporter(Console console) {
        this.console = console;
    }

    @Override
    public void starting(Job job) {
        JsonObjectBuilder json = JsonObject.builder()
                .put("event", "start")
                .put("device", job.choice().device().id())
                .put("backend", job.choice().device().backend())
                .putStrings("passedOver", job.choice().passedOver())
                .put("threads", job.options().threads())
                .put("precision", job.options().precision().label())
                .put("data", data(job))
                .put("network", job.network().summary())
                .put("parameters", job.network().parameterCount())
                .put("summary", SummaryTable.of(job.network()).json())
                .put("loss", Choices.written(Loss.all(), job.loss()));
        if (!job.config().classWeights().equals(ClassWeights.EQUAL)) {
            double[] weights =
                    job.config().classWeights().of(job.parts().training().targets());
            json.putNumbers("classWeights", weights);
        }
        json.put("optimizer", Choices.written(UpdateRule.all(), job.config().rule()))
                .put("learningRate", job.config().learningRate())
                .put("schedule", Choices.written(Schedule.all(), job.config().schedule()))
                .put("batchSize", job.batchSize())
                .put("epochs", job.config().epochs())
                .put("seed", job.config().seed());
        say(PenaltyReport.put(json, job.config()));
    }

    private static JsonObject data(Job job) {
        PartFlags.Parts parts = job.parts();
        Dataset training = parts.training();
        JsonObjectBuilder json = JsonObject.builder()
                .put("source", job.source())
                .put("rows", parts.rows())
                .put("features", training.columns());
        if (training.targets() instanceof ClassTargets targets) {
            json.put("classes", targets.classes().size());
        }
        Map<String, List<String>> categories = training.features().categories();
        if (!categories.isEmpty()) {
            JsonObjectBuilder counts = JsonObject.builder();
            categories.forEach((column, values) -> counts.put(column, values.size()));
            json.put("categories", counts.build());
        }
        if (training.weights().isPresent()) {
            json.put("sampleWeights", true);
        }
        return json.put("missing", IntStream.of(training.missing()).sum())
                .put("streamed", training.blockRows().isPresent())
                .put("training", training.rows())
                .put("validation", PartFlags.Parts.rows(parts.validation()))
                .put("test", PartFlags.Parts.rows(parts.test()))
                .build();
    }

    @Override
    public void explained(Explanation explanation) {
        console.result(explanation.json().toString());
    }

    @Override
    public void epochFinished(History.Epoch epoch) {
        JsonObjectBuilder json = JsonObject.builder()
                .put("event", "epoch")
                .put("epoch", epoch.epoch())
                .put("loss", epoch.loss());
        epoch.validationLoss().ifPresent(loss -> json.put("validationLoss", loss));
        epoch.accuracy().ifPresent(accuracy -> json.put("accuracy", accuracy));
        say(json.put("samplesPerSecond", epoch.samplesPerSecond()));
    }

    @Override
    public void finished(Result result) {
        JsonObjectBuilder json = JsonObject.builder().put("event", "result").put("outcome", name(result.outcome()));
        if (result.outcome() instanceof StoppedEarly early) {
            json.put("bestEpoch", early.bestEpoch());
        } else if (result.outcome() instanceof Diverged diverged) {
            json.put("epoch", diverged.epoch()).put("step", diverged.step());
        }
        result.test().ifPresent(test -> json.put("test", MetricsJson.of(test)));
        json.put("seconds", result.seconds());
        result.saved().ifPresent(file -> json.put("model", file.toString()));
        say(json);
    }

    /** The name of an outcome. */
    static String name(Outcome outcome) {
        if (outcome instanceof Completed) {
            return "completed";
        } else if (outcome instanceof StoppedEarly) {
            return "stoppedEarly";
        } else if (outcome instanceof Cancelled) {
            return "cancelled";
        }
        return "diverged";
    }

    private void say(JsonObjectBuilder event) {
        console.result(event.build().toString());
    }
}
