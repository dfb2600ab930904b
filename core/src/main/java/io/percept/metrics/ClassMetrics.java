package io.percept.metrics;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How good predictions of one class out of several are. Immutable.
 *
 * <p>The class with the largest score is predicted, the first of equals. The area under the ROC curve takes time and is computed when
 * it is asked for.
 */
public final class ClassMetrics implements Metrics {
    private static final int TWO = 2;

    private final Confusion confusion;
    private final int[] labels;
    private final double[] scores;
    private final int[] ranks;
    private final double logLoss;

    private ClassMetrics(Confusion confusion, int[] labels, double[] scores, int[] ranks, double logLoss) {
        this.confusion = confusion;
        this.labels = labels;
        this.scores = scores;
        this.ranks = ranks;
        this.logLoss = logLoss;
    }

    /**
     * Measures predictions.
     *
     * @param classes names of the classes
     * @param labels the index into {@code classes} of each row; not copied, not to be modified
     * @param scores rows x classes, row-major; not copied, not to be modified
     * @param probabilities whether the scores of a row are probabilities, up to a factor; the log loss is defined then only
     * @throws IllegalArgumentException when the lengths do not fit, or a label is no index
     */
    public static ClassMetrics of(List<String> classes, int[] labels, double[] scores, boolean probabilities) {
        int count = classes.size();
        if (scores.length != (long) labels.length * count) {
            throw new IllegalArgumentException(
                    scores.length + " scores for " + labels.length + " rows of " + count + " classes");
        }
        int[][] counts = new int[count][count];
        int[] ranks = new int[count];
        double losses = 0;
        for (int row = 0; row < labels.length; row++) {
            int label = labels[row];
            if (label < 0 || label >= count) {
                throw new IllegalArgumentException(
                        "row " + row + " has label " + label + "; there are " + count + " classes");
            }
            int from = row * count;
            counts[label][largest(scores, from, count)]++;
            ranks[rank(scores, from, count, label)]++;
            losses += LogLoss.of(scores[from + label] / sum(scores, from, count));
        }
        double logLoss = probabilities ? losses / labels.length : Double.NaN;
        return new ClassMetrics(new Confusion(classes, counts), labels, scores, ranks, logLoss);
    }

    private static int largest(double[] scores, int from, int count) {
        int largest = 0;
        for (int k = 1; k < count; k++) {
            if (scores[from + k] > scores[from + largest]) {
                largest = k;
            }
        }
        return largest;
    }

    /** How many classes come before the label's: those that score higher, and earlier ones that score the same. */
    private static int rank(double[] scores, int from, int count, int label) {
        double own = scores[from + label];
        int before = 0;
        for (int k = 0; k < count; k++) {
            double score = scores[from + k];
            if (score > own || (score == own && k < label)) {
                before++;
            }
        }
        return before;
    }

    private static double sum(double[] scores, int from, int count) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += scores[from + k];
        }
        return sum;
    }

    @Override
    public int rows() {
        return labels.length;
    }

    /** How often each class was predicted for each; precision, recall and F1 come from it. */
    public Confusion confusion() {
        return confusion;
    }

    /** The part of the rows whose class is predicted. */
    public double accuracy() {
        return confusion.accuracy();
    }

    /**
     * The part of the rows whose class is among the k with the largest scores; of classes with equal scores the first come first.
     *
     * @param k at least 1
     */
    public double topK(int k) {
        long hits = 0;
        for (int rank = 0; rank < Math.min(k, ranks.length); rank++) {
            hits += ranks[rank];
        }
        return (double) hits / rows();
    }

    /** The area under the ROC curve of one class against the rest; NaN where all rows have it, or none. */
    public double rocAuc(int label) {
        int count = confusion.classes().size();
        double[] column = new double[rows()];
        for (int row = 0; row < column.length; row++) {
            column[row] = scores[row * count + label];
        }
        return RocAuc.of(column, row -> labels[row] == label);
    }

    /**
     * The area under the ROC curve: of two classes that of the second, of more the mean over the classes, each against the rest, that
     * have one.
     */
    public double rocAuc() {
        int count = confusion.classes().size();
        if (count == TWO) {
            return rocAuc(1);
        }
        double[] areas = new double[count];
        for (int label = 0; label < count; label++) {
            areas[label] = rocAuc(label);
        }
        return RocAuc.mean(areas);
    }

    /** The mean negative logarithm of the probability of each row's class, at most 36.04 for a row; NaN where scores are no probabilities. */
    public double logLoss() {
        return logLoss;
    }

    @Override
    public Map<Metric, Double> summary() {
        Map<Metric, Double> summary = new EnumMap<>(Metric.class);
        ClassScore macro = confusion.macro();
        ClassScore weighted = confusion.weighted();
        summary.put(Metric.ACCURACY, accuracy());
        summary.put(Metric.MACRO_PRECISION, macro.precision());
        summary.put(Metric.MACRO_RECALL, macro.recall());
        summary.put(Metric.MACRO_F1, macro.f1());
        summary.put(Metric.WEIGHTED_PRECISION, weighted.precision());
        summary.put(Metric.WEIGHTED_RECALL, weighted.recall());
        summary.put(Metric.WEIGHTED_F1, weighted.f1());
        summary.put(Metric.ROC_AUC, rocAuc());
        if (!Double.isNaN(logLoss)) {
            summary.put(Metric.LOG_LOSS, logLoss);
        }
        return Collections.unmodifiableMap(summary);
    }
}
