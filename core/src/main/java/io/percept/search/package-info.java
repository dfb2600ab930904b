/**
 * Search for settings that serve best: a {@link io.percept.search.SearchSpace} says what may vary, a {@link io.percept.search.Strategy} what
 * is tried, and {@link io.percept.search.Search} has each trial scored and keeps the scores in a table that a later run takes up again.
 *
 * <p>Settings are names with values as text, as on a command line; what they mean is for the {@link io.percept.search.Scorer} to know.
 */
package io.percept.search;
