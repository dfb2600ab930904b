package io.percept.search;

/**
 * What a trial came to.
 *
 * @param outcome how it ended
 * @param mean the figure that is to be as good as possible; NaN unless the trial was completed
 * @param deviation how much it varied, where that is known, otherwise NaN
 * @param note why there is no figure; empty where there is one
 */
public record Score(Outcome outcome, double mean, double deviation, String note) {
    /** How a trial ended. */
    public enum Outcome {
        /** It has a figure. */
        COMPLETED,
        /** A training came to no finite number. */
        DIVERGED,
        /** The settings do not go together. */
        IMPOSSIBLE
    }

    /** A figure. */
    public static Score of(double mean, double deviation) {
        return new Score(Outcome.COMPLETED, mean, deviation, "");
    }

    /** No figure. */
    public static Score none(Outcome outcome, String note) {
        return new Score(outcome, Double.NaN, Double.NaN, note);
    }
}
