package io.percept.data;

/** What a data set asks a model to predict, row by row: a class, or real numbers. */
public sealed interface Targets permits ClassTargets, RealTargets {
    /** How many rows have a target. */
    int rows();

    /** The targets of these rows, in this order. */
    Targets select(int[] rows);

    /** What they are, in a few words. */
    String description();
}
