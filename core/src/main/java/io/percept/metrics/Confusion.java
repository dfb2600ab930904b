package io.percept.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often each class was predicted for each. Two are equal only when they share their array.
 *
 * @param classes names of the classes
 * @param counts counts[actual][predicted]; not copied, not to be modified
 */
@SuppressWarnings("ArrayRecordComponent")
public record Confusion(List<String> classes, int[][] counts) {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException when the counts are not classes x classes
     */
    public Confusion {
        classes = List.copyOf(classes);
        int size = classes.size();
        if (counts.length != size || Arrays.stream(counts).anyMatch(row -> row.length != size)) {
            throw new IllegalArgumentException(
                    "the counts of a confusion matrix of " + size + " classes must be " + size + " x " + size);
        }
    }

    /** The number of rows that were predicted. */
    public long rows() {
        return Arrays.stream(counts).mapToLong(Confusion::sum).sum();
    }

    /** The part of the rows on the diagonal; NaN without rows. */
    public double accuracy() {
        long right = 0;
        for (int k = 0; k < counts.length; k++) {
            right += counts[k][k];
        }
        return (double) right / rows();
    }

    /** Precision, recall and F1 of each class. */
    public List<ClassScore> perClass() {
        List<ClassScore> scores = new ArrayList<>();
        for (int k = 0; k < counts.length; k++) {
            scores.add(ClassScore.ofCounts(classes.get(k), counts[k][k], predicted(k), sum(counts[k])));
        }
        return List.copyOf(scores);
    }

    /** The mean over the classes that occur or are predicted, each counting the same. */
    public ClassScore macro() {
        return ClassScore.macro(present());
    }

    /** The mean over the classes, each counting as often as it occurs. */
    public ClassScore weighted() {
        return ClassScore.weighted(present());
    }

    private List<ClassScore> present() {
        List<ClassScore> present = new ArrayList<>(perClass());
        for (int k = counts.length - 1; k >= 0; k--) {
            if (sum(counts[k]) == 0 && predicted(k) == 0) {
                present.remove(k);
            }
        }
        return present;
    }

    private long predicted(int k) {
        return Arrays.stream(counts).mapToLong(row -> row[k]).sum();
    }

    private static long sum(int[] row) {
        return Arrays.stream(row).asLongStream().sum();
    }
}
