package io.percept.train;

import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.data.ClassTargets;
import io.percept.data.DataException;
import io.percept.data.Dataset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What classes, outputs and rows of a data set count for in its loss; see {@link LossGradient}. Where targets are classes but the loss
 * wants a number for each output, a class's weight is its rows'.
 *
 * @param classes a weight for each class or output; empty for 1
 * @param rows a weight for each row; empty for 1
 * @param shares what each row counts for in a mean, both weights together; empty for 1
 */
record Weights(Optional<double[]> classes, Optional<double[]> rows, Optional<double[]> shares) {
    /** Every row counts the same. */
    static final Weights NONE = new Weights(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * The weights of a data set.
     *
     * @param ofClasses one for each of its classes or outputs
     * @throws DataException when no row counts for anything
     */
    static Weights of(Loss loss, double[] ofClasses, Dataset data) {
        Weights weights = unchecked(loss, ofClasses, data);
        if (weights.shares.isPresent() && Arrays.stream(weights.shares.get()).sum() == 0) {
            throw new DataException("all " + data.rows()
                    + " rows of a part of the data have the weight 0; weigh more rows, or make the part larger");
        }
        return weights;
    }

    private static Weights unchecked(Loss loss, double[] ofClasses, Dataset data) {
        boolean equal = Arrays.stream(ofClasses).allMatch(weight -> weight == 1);
        Optional<double[]> rows = data.weights()
                .map(weights -> IntStream.range(0, weights.length)
                        .mapToDouble(i -> weights[i])
                        .toArray());
        if (equal) {
            return rows.isEmpty() ? NONE : new Weights(Optional.empty(), rows, rows);
        }
        if (!(data.targets() instanceof ClassTargets targets)) {
            return new Weights(Optional.of(ofClasses), rows, rows);
        }
        double[] shares = new double[data.rows()];
        Arrays.setAll(
                shares,
                i -> ofClasses[targets.labels()[i]]
                        * rows.map(weights -> weights[i]).orElse(1.0));
        return loss.targetsAreClasses()
                ? new Weights(Optional.of(ofClasses), rows, Optional.of(shares))
                : new Weights(Optional.empty(), Optional.of(shares), Optional.of(shares));
    }

    boolean isNone() {
        return classes.isEmpty() && rows.isEmpty();
    }

    /** What a row counts for in a mean. */
    double share(int row) {
        return shares.isPresent() ? shares.get()[row] : 1;
    }
}
