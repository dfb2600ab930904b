package io.percept.data;

/** What stands for a missing feature. */
public enum Missing {
    /** The mean of its column; the most frequent category of a column of categories. */
    MEAN,
    /** The median of its column; the most frequent category of a column of categories. */
    MEDIAN,
    /** Nothing: missing features are refused. */
    ERROR
}
