package io.percept.model;

import io.percept.backend.Activation;
import io.percept.backend.Loss;
import io.percept.backend.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a row of network outputs means: class probabilities, margins, or values.
 *
 * @param prediction how outputs become predictions
 * @param classes the classes, if the model predicts classes
 */
public record Outputs(Loss.Prediction prediction, Optional<List<String>> classes) {
    /** Two classes need only one output whose target is 1 for the second and 0 for the first. */
    private static final int TWO = 2;

    /** How many outputs a network needs for a loss on data with these classes, or that many real targets. */
    public static int count(Loss loss, Optional<List<String>> classes, int realTargets) {
        if (classes.isEmpty()) {
            return realTargets;
        }
        int count = classes.get().size();
        boolean oneForTwo = loss.target() == Target.PROBABILITY || loss.target() == Target.LABEL;
        return oneForTwo && count == TWO ? 1 : count;
    }

    /** The class of a row: the one of the largest output, the first of equals; of one alone, the second if it is positive. */
    public int classOf(float[] outputs, int offset, int length) {
        if (length == 1) {
            return outputs[offset] > 0 ? 1 : 0;
        }
        int best = 0;
        for (int j = 1; j < length; j++) {
            if (outputs[offset + j] > outputs[offset + best]) {
                best = j;
            }
        }
        return best;
    }

    /**
     * A row's predictions: a probability or a margin for each class where classes are predicted, the probability of each output for
     * sigmoids of real targets, the exponentials of logarithms, otherwise the outputs themselves.
     */
    public double[] predictions(float[] outputs, int offset, int length) {
        double[] values = new double[length];
        for (int j = 0; j < length; j++) {
            values[j] = outputs[offset + j];
        }
        return switch (prediction) {
            case VALUES -> values;
            case SIGMOID -> sigmoids(values);
            case SOFTMAX -> softmax(values);
            case EXPONENTIAL -> Arrays.stream(values).map(Math::exp).toArray();
            case MARGIN -> length == 1 && classes.isPresent() ? new double[] {-values[0], values[0]} : values;
        };
    }

    private double[] sigmoids(double[] logits) {
        Activation sigmoid = new Activation.Sigmoid();
        double[] probabilities = new double[logits.length];
        for (int j = 0; j < logits.length; j++) {
            probabilities[j] = sigmoid.value(logits[j]);
        }
        boolean oneForTwoClasses = logits.length == 1 && classes.isPresent();
        return oneForTwoClasses ? new double[] {1 - probabilities[0], probabilities[0]} : probabilities;
    }

    private static double[] softmax(double[] logits) {
        double max = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        double[] probabilities = new double[logits.length];
        for (int j = 0; j < logits.length; j++) {
            probabilities[j] = Math.exp(logits[j] - max);
            sum += probabilities[j];
        }
        for (int j = 0; j < logits.length; j++) {
            probabilities[j] /= sum;
        }
        return probabilities;
    }
}
