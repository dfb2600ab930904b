package io.percept.data;

/** What a data set asks a model to predict, row by row: a class, or real numbers. */
public sealed interface Targets permits ClassTargets, RealTargets {
    /** How many rows have a target. */
    int rows();
}
