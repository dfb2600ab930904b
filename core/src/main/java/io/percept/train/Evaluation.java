package io.percept.train;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How good a network is on a data set.
 *
 * @param rows rows of the data set
 * @param loss mean loss over the rows
 * @param confusion where classes are predicted: how often each was predicted for each
 */
public record Evaluation(int rows, double loss, Optional<Confusion> confusion) {
    /** The part of the rows whose class was predicted right; empty where no classes are predicted. */
    public OptionalDouble accuracy() {
        return confusion.isPresent() ? OptionalDouble.of(confusion.get().accuracy()) : OptionalDouble.empty();
    }

    /**
     * A confusion matrix.
     *
     * @param classes names of the classes
     * @param counts counts[actual][predicted]
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Confusion(List<String> classes, int[][] counts) {
        public Confusion {
            if (counts.length != classes.size()) {
                throw new IllegalArgumentException(
                        counts.length + " rows of counts for " + classes.size() + " classes");
            }
        }

        /** The part of the rows on the diagonal. */
        public double accuracy() {
            long right = 0;
            long all = 0;
            for (int i = 0; i < counts.length; i++) {
                right += counts[i][i];
                all += Arrays.stream(counts[i]).sum();
            }
            return (double) right / all;
        }
    }
}
