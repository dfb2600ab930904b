package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.nn.Network;
import io.percept.train.Evaluation;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingListener;
import io.percept.train.TrainingResult.Outcome;
import java.nio.file.Path;
import java.util.Optional;

/** Tells the user how a training goes: in text or in JSON. */
interface Reporter extends TrainingListener {
    /** Before the training. */
    void starting(Job job);

    /** Before the first step, if the user asks for it: what a step does on the device. */
    void explained(Explanation explanation);

    /** After the training. */
    void finished(Result result);

    /**
     * What is about to be trained.
     *
     * @param choice the device, and those passed over
     * @param options how the device was opened
     * @param source where the data comes from, as the user wrote it
     * @param parts the data
     * @param init the file that the network's parameters come from, if they do
     * @param loss what is minimised
     */
    record Job(
            Backends.Choice choice,
            DeviceOptions options,
            String source,
            PartFlags.Parts parts,
            Network network,
            Optional<Path> init,
            Loss loss,
            TrainingConfig config) {
        /** Rows in a step. */
        int batchSize() {
            return config.batchSize() == TrainingConfig.FULL_BATCH
                    ? parts.training().rows()
                    : config.batchSize();
        }
    }

    /**
     * What came of it.
     *
     * @param test how the model does on the test part, where there is one
     * @param seconds taken by the training
     * @param saved the model's file, if it was saved
     */
    record Result(Outcome outcome, Optional<Evaluation> test, double seconds, Optional<Path> saved) {}
}
