package io.percept.train;

/** Told how a training goes, in the training's thread. */
public interface TrainingListener {
    /** Listens to nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /** After the compilation, before the first step. */
    default void started(TrainingSession session) {}

    /** After each step; on an asynchronous device the step may still be running. Must be quick. */
    default void stepped(int epoch, int step) {}

    /** After each epoch and its validation. */
    default void epochFinished(History.Epoch epoch) {}
}
