package io.percept.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How good predictions of labels are of which a row may have any number. A probability above one half predicts a label. Immutable. */
public final class LabelMetrics implements Metrics {
    private static final double HALF = 0.5;

    private final List<ClassScore> perLabel;
    private final ClassScore micro;
    private final float[] targets;
    private final double[] probabilities;
    private final double accuracy;
    private final double hammingLoss;
    private final double logLoss;

    private LabelMetrics(Tally tally, List<String> names) {
        this.perLabel = tally.perLabel(names);
        this.micro = tally.micro();
        this.targets = tally.targets;
        this.probabilities = tally.probabilities;
        int decisions = targets.length;
        this.accuracy = (double) tally.rowsWithoutMistake * names.size() / decisions;
        this.hammingLoss = (double) tally.mistakes / decisions;
        this.logLoss = tally.losses / decisions;
    }

    /**
     * Measures predictions.
     *
     * @param names of the labels
     * @param targets rows x labels, row-major: 1 for a row that has a label, 0 for one that has not; not copied, not to be modified
     * @param probabilities rows x labels, row-major; not copied, not to be modified
     * @throws IllegalArgumentException when the lengths do not fit, or a target is neither 0 nor 1
     */
    public static LabelMetrics of(List<String> names, float[] targets, double[] probabilities) {
        if (targets.length != probabilities.length || targets.length % names.size() != 0) {
            throw new IllegalArgumentException(probabilities.length + " probabilities and " + targets.length
                    + " targets do not make rows of " + names.size() + " labels");
        }
        if (!areLabels(targets)) {
            throw new IllegalArgumentException("targets of labels must be 0 or 1");
        }
        return new LabelMetrics(new Tally(names.size(), targets, probabilities), names);
    }

    /** Whether all of these are 0 or 1. */
    public static boolean areLabels(float[] targets) {
        for (float target : targets) {
            if (target != 0 && target != 1) {
                return false;
            }
        }
        return true;
    }

    /** Counts over all rows. */
    private static final class Tally {
        private final float[] targets;
        private final double[] probabilities;
        private final long[] hits;
        private final long[] predicted;
        private final long[] support;
        private long mistakes;
        private long rowsWithoutMistake;
        private double losses;

        private Tally(int labels, float[] targets, double[] probabilities) {
            this.targets = targets;
            this.probabilities = probabilities;
            this.hits = new long[labels];
            this.predicted = new long[labels];
            this.support = new long[labels];
            for (int from = 0; from < targets.length; from += labels) {
                long before = mistakes;
                for (int label = 0; label < labels; label++) {
                    add(label, targets[from + label] == 1, probabilities[from + label]);
                }
                rowsWithoutMistake += mistakes == before ? 1 : 0;
            }
        }

        private void add(int label, boolean actual, double probability) {
            boolean positive = probability > HALF;
            hits[label] += actual && positive ? 1 : 0;
            predicted[label] += positive ? 1 : 0;
            support[label] += actual ? 1 : 0;
            mistakes += actual == positive ? 0 : 1;
            losses += LogLoss.of(actual ? probability : 1 - probability);
        }

        private List<ClassScore> perLabel(List<String> names) {
            List<ClassScore> scores = new ArrayList<>();
            for (int label = 0; label < names.size(); label++) {
                scores.add(ClassScore.ofCounts(names.get(label), hits[label], predicted[label], support[label]));
            }
            return List.copyOf(scores);
        }

        private ClassScore micro() {
            return ClassScore.ofCounts("micro average", sum(hits), sum(predicted), sum(support));
        }

        private static long sum(long[] counts) {
            long sum = 0;
            for (long count : counts) {
                sum += count;
            }
            return sum;
        }
    }

    @Override
    public int rows() {
        return targets.length / perLabel.size();
    }

    /** Precision, recall and F1 of each label. */
    public List<ClassScore> perLabel() {
        return perLabel;
    }

    /** Precision, recall and F1 of the decisions on all labels taken together. */
    public ClassScore micro() {
        return micro;
    }

    /** The mean over the labels, each counting the same. */
    public ClassScore macro() {
        return ClassScore.macro(perLabel);
    }

    /** The mean over the labels, each counting as often as it occurs. */
    public ClassScore weighted() {
        return ClassScore.weighted(perLabel);
    }

    /** The part of the rows of which every label is predicted right (subset accuracy). */
    public double accuracy() {
        return accuracy;
    }

    /** The part of all decisions on labels that is wrong. */
    public double hammingLoss() {
        return hammingLoss;
    }

    /** The mean over all labels and rows of the negative logarithm of the probability of what is true. */
    public double logLoss() {
        return logLoss;
    }

    /** The area under the ROC curve of one label; NaN where all rows have it, or none. */
    public double rocAuc(int label) {
        int labels = perLabel.size();
        double[] column = new double[rows()];
        for (int row = 0; row < column.length; row++) {
            column[row] = probabilities[row * labels + label];
        }
        return RocAuc.of(column, row -> targets[row * labels + label] == 1);
    }

    /** The mean of the areas under the ROC curves of the labels that have one. */
    public double rocAuc() {
        double[] areas = new double[perLabel.size()];
        for (int label = 0; label < areas.length; label++) {
            areas[label] = rocAuc(label);
        }
        return RocAuc.mean(areas);
    }

    @Override
    public Map<Metric, Double> summary() {
        Map<Metric, Double> summary = new EnumMap<>(Metric.class);
        ClassScore macro = macro();
        ClassScore weighted = weighted();
        summary.put(Metric.ACCURACY, accuracy);
        summary.put(Metric.MACRO_PRECISION, macro.precision());
        summary.put(Metric.MACRO_RECALL, macro.recall());
        summary.put(Metric.MACRO_F1, macro.f1());
        summary.put(Metric.WEIGHTED_PRECISION, weighted.precision());
        summary.put(Metric.WEIGHTED_RECALL, weighted.recall());
        summary.put(Metric.WEIGHTED_F1, weighted.f1());
        summary.put(Metric.MICRO_F1, micro.f1());
        summary.put(Metric.ROC_AUC, rocAuc());
        summary.put(Metric.LOG_LOSS, logLoss);
        summary.put(Metric.HAMMING_LOSS, hammingLoss);
        return Collections.unmodifiableMap(summary);
    }
}
