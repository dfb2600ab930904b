package io.percept.metrics;

import java.util.Locale;

/** A figure that says in one number how good predictions are. */
public enum Metric {
    /** The mean of the loss that was trained with. */
    LOSS(false),
    /** The part of the rows whose class, or whose every label, is predicted right. */
    ACCURACY(true),
    /** The mean of the classes' recalls: what accuracy would be if all classes were equally frequent. */
    MACRO_RECALL(true),
    MACRO_PRECISION(true),
    MACRO_F1(true),
    /** Means weighted with the frequencies of the classes. */
    WEIGHTED_RECALL(true),
    WEIGHTED_PRECISION(true),
    WEIGHTED_F1(true),
    /** F1 of the decisions on all labels taken together. */
    MICRO_F1(true),
    /** The area under the ROC curve; with more than two classes or one label, the mean of those of each against the rest. */
    ROC_AUC(true),
    /** The mean negative logarithm of the probability that was given to what is true. */
    LOG_LOSS(false),
    /** The part of all decisions on labels that is wrong. */
    HAMMING_LOSS(false),
    /** The coefficient of determination R², the mean over outputs. */
    R2(true),
    /** The mean absolute error, the mean over outputs. */
    MAE(false),
    /** The root of the mean squared error, the mean over outputs. */
    RMSE(false);

    private final boolean higherIsBetter;

    Metric(boolean higherIsBetter) {
        this.higherIsBetter = higherIsBetter;
    }

    /** Whether good predictions have a high figure and not a low one. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** The name on the command line: {@code macro-f1}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name of a JSON member: {@code macroF1}. */
    public String key() {
        StringBuilder key = new StringBuilder();
        for (String word : label().split("-", -1)) {
            key.append(
                    key.isEmpty() ? word.substring(0, 1) : word.substring(0, 1).toUpperCase(Locale.ROOT));
            key.append(word.substring(1));
        }
        return key.toString();
    }
}
