package io.percept.data;

/** How to bring the features of a table to a common scale. The columns of categories are 0 and 1, and stay so. */
public enum Scaling {
    /** To mean 0 and standard deviation 1. */
    STANDARDIZE,
    /** To the range from 0 to 1, which rows that were not fitted may leave. */
    MIN_MAX,
    /** Not at all. */
    NONE
}
