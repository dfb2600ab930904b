package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.backend.UpdateRule;
import io.percept.data.Dataset;
import io.percept.json.JsonObjectBuilder;
import io.percept.nn.Network;
import io.percept.train.Schedule;
import io.percept.train.Trainer;
import io.percept.train.TrainingConfig;
import java.util.Optional;

/**
 * A network and a way to train it, several times with parts of a data set.
 *
 * @param rows the fewest rows that it is trained with
 */
record Experiment(Network network, TrainingConfig config, Loss loss, int rows) {
    /** What the options describe for a data set; throws a usage error for options of a network that exclude each other. */
    static Experiment of(NetworkFlags network, TrainingFlags training, Dataset data, int rows) {
        network.check();
        TrainingConfig config = training.config(Optional.empty(), rows);
        Loss loss = Trainer.lossFor(config, data);
        return new Experiment(Start.described(network, config, data), config, loss, rows);
    }

    /** Tells what is about to be done with so many folds: people, or in a JSON object programs. */
    void announce(
            Console console,
            boolean json,
            Backends.Choice choice,
            DeviceOptions options,
            String source,
            Dataset data,
            int folds) {
        if (json) {
            JsonObjectBuilder start = CrossValidationText.event("start");
            describe(start, choice, source, data);
            console.result(start.put("folds", folds).build().toString());
        } else {
            show(console, choice, options, source, data);
        }
    }

    /** Tells people what is about to be done. */
    private void show(Console console, Backends.Choice choice, DeviceOptions options, String source, Dataset data) {
        console.message("device    " + TextReporter.device(choice, options));
        console.message("data      " + source + ": " + Format.count(data.rows(), "row") + " of "
                + Format.count(data.columns(), "feature") + ", " + TextReporter.targets(data));
        console.message("network   " + TextReporter.network(network));
        console.message("training  " + TextReporter.training(loss, config, Math.min(config.batchSize(), rows)));
    }

    /** The same for programs, to be added to. */
    private void describe(JsonObjectBuilder json, Backends.Choice choice, String source, Dataset data) {
        json.put("device", choice.device().id())
                .putStrings("passedOver", choice.passedOver())
                .put("source", source)
                .put("rows", data.rows())
                .put("features", data.columns())
                .put("network", network.summary())
                .put("parameters", network.parameterCount())
                .put("loss", loss.name())
                .put("optimizer", Choices.written(UpdateRule.all(), config.rule()))
                .put("learningRate", config.learningRate())
                .put("schedule", Choices.written(Schedule.all(), config.schedule()))
                .put("batchSize", Math.min(config.batchSize(), rows))
                .put("epochs", config.epochs())
                .put("seed", config.seed());
    }
}
