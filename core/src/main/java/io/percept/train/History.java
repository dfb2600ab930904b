package io.percept.train;

import io.percept.plot.Curve;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The course of a training.
 *
 * @param epochs one record for each finished epoch, in order
 */
public record History(List<Epoch> epochs) {
    public History {
        epochs = List.copyOf(epochs);
    }

    /** The losses and accuracies as a table and as charts. */
    public Curve curve() {
        return TrainingCurve.of(this);
    }

    /**
     * A finished epoch.
     *
     * @param epoch its number, from 1
     * @param loss mean training loss over the epoch, while the weights were changing
     * @param validationLoss loss on the validation data after the epoch, where there is any, weighted as the training loss
     * @param accuracy accuracy on the validation data after the epoch, where there is any and it has classes
     * @param samples rows seen
     * @param seconds time taken by the steps, without the validation
     */
    public record Epoch(
            int epoch,
            double loss,
            OptionalDouble validationLoss,
            OptionalDouble accuracy,
            long samples,
            double seconds) {
        /** Rows trained with per second. */
        public double samplesPerSecond() {
            return samples / seconds;
        }
    }
}
