package io.percept.train;

import io.percept.model.Model;

/**
 * What a training gave.
 *
 * @param model the trained model: the best one where training stopped early; where it diverged, the best one with patience, and otherwise
 *     the last good one
 * @param history its course
 * @param outcome how it ended
 */
public record TrainingResult(Model model, History history, Outcome outcome) {
    /** How a training ended. */
    public sealed interface Outcome {}

    /** All epochs were done. */
    public record Completed() implements Outcome {}

    /**
     * The validation loss had not improved for as long as the patience says.
     *
     * @param bestEpoch the epoch whose weights the model has
     */
    public record StoppedEarly(int bestEpoch) implements Outcome {}

    /** {@link Trainer#requestStop()} was called. */
    public record Cancelled() implements Outcome {}

    /**
     * The loss or a weight became infinite or NaN.
     *
     * @param epoch in which epoch, from 1
     * @param step at which of its steps, from 1
     * @param goodEpochs how many whole epochs were fine
     * @param keptEpoch the epoch whose weights the model has: the best one with patience, and otherwise the last good one; 0 where there is
     *     none, and the model is as it was before the training
     */
    public record Diverged(int epoch, int step, int goodEpochs, int keptEpoch) implements Outcome {}
}
