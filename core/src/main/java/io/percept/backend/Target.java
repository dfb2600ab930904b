package io.percept.backend;

/** What a {@link Loss} compares outputs with. */
public enum Target {
    /** The index of a class, one for the row. */
    CLASS,
    /** Probabilities that are 1 together. */
    DISTRIBUTION,
    /** A number from 0 to 1. */
    PROBABILITY,
    /** 0 or 1. */
    LABEL,
    /** A number that is not negative. */
    COUNT,
    /** Any number. */
    NUMBER
}
