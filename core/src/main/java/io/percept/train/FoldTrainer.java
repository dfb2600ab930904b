package io.percept.train;

import io.percept.backend.Device;
import io.percept.data.DataException;
import io.percept.data.Dataset;
import io.percept.data.Split;
import io.percept.nn.Network;
import java.util.Optional;

/** Trains one network after the other, and can be asked to stop. */
final class FoldTrainer {
    private final Device device;
    /** The part of each training set to validate its epochs with. */
    private final double validation;

    private volatile boolean stopRequested;
    private volatile Trainer running;

    /**
     * Trains on this device.
     *
     * @throws DataException when the part is not in [0, 1)
     */
    FoldTrainer(Device device, double validation) {
        if (!(validation >= 0 && validation < 1)) {
            throw new DataException(
                    "the fraction to validate with is " + validation + "; it must be at least 0 and below 1");
        }
        this.device = device;
        this.validation = validation;
    }

    void requestStop() {
        stopRequested = true;
        Trainer trainer = running;
        if (trainer != null) {
            trainer.requestStop();
        }
    }

    /** A training from new weights; empty when it was stopped. */
    Optional<TrainingResult> train(Network network, TrainingConfig config, Dataset training) {
        Trainer trainer = new Trainer(device, config);
        running = trainer;
        // A request that came before the line above is seen here; one that comes after it reaches the trainer.
        if (stopRequested) {
            return Optional.empty();
        }
        TrainingResult result = train(trainer, network, config, training);
        return result.outcome() instanceof TrainingResult.Cancelled ? Optional.empty() : Optional.of(result);
    }

    private TrainingResult train(Trainer trainer, Network network, TrainingConfig config, Dataset training) {
        if (validation == 0) {
            return trainer.train(network, training);
        }
        Split split = training.split(validation, config.seed());
        return trainer.train(network, split.rest(), Optional.of(split.part()));
    }

    /** How good the trained model is; empty when the training diverged. */
    Optional<Evaluation> evaluate(TrainingResult result, Dataset data) {
        return result.outcome() instanceof TrainingResult.Diverged
                ? Optional.empty()
                : Optional.of(Evaluator.evaluate(device, result.model(), data));
    }
}
