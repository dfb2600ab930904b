package io.percept.tck;

import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The rounding of losses and of their gradients. A new loss needs its formulas here, once. */
final class LossBounds {
    private LossBounds() {}

    /** A loss is a sum over rows, added in any order, of weighted losses, divided; a row's is a sum over outputs in any order. */
    static List<double[]> of(LossGradient op, Function<MatrixView, Matrix> values) {
        Matrix z = values.apply(op.z());
        Matrix t = values.apply(op.t());
        Bounded[] w = new Bounded[z.columns()];
        Matrix classWeights = op.classWeights() == null ? null : values.apply(op.classWeights());
        Arrays.setAll(w, j -> Bounded.exact(classWeights == null ? 1 : classWeights.at(0, j)));
        Matrix rowWeights = op.rowWeights() == null ? null : values.apply(op.rowWeights());
        int cursor = values.apply(op.cursor()).integerAt(0, 0);
        Bounded divisor = Bounded.exact(
                op.divisors() == null ? z.rows() : values.apply(op.divisors()).at(0, cursor));
        Bounded[] rows = new Bounded[z.rows()];
        double[] dz = new double[z.values().length];
        for (int i = 0; i < rows.length; i++) {
            Bounded weight = Bounded.exact(rowWeights == null ? 1 : rowWeights.at(i, 0));
            rows[i] = value(op.loss(), z.row(i), t.row(i), w).times(weight);
            Bounded[] gradient = gradient(op.loss(), z.row(i), t.row(i), w);
            for (int j = 0; j < gradient.length; j++) {
                dz[i * z.columns() + j] =
                        gradient[j].times(weight).dividedBy(divisor).error();
            }
        }
        Bounded loss = Bounded.sum(rows).dividedBy(divisor);
        if (op.accumulate()) {
            loss = loss.plus(Bounded.exact(values.apply(op.losses()).at(0, cursor)));
        }
        double[] losses = new double[op.losses().columns()];
        losses[cursor] = loss.error();
        return op.dz() == null ? List.of(losses) : List.of(losses, dz);
    }

    private static Bounded value(Loss loss, double[] z, double[] t, Bounded[] w) {
        if (loss instanceof Loss.CrossEntropy) {
            int right = (int) t[0];
            Bounded sum = Bounded.sum(RowBounds.powers(RowBounds.shifted(z)));
            Bounded below = Bounded.exact(RowBounds.max(z)).minus(Bounded.exact(z[right]));
            return sum.log().plus(below).times(w[right]);
        }
        Bounded[] terms = new Bounded[z.length];
        for (int j = 0; j < z.length; j++) {
            terms[j] = term(loss, Bounded.exact(z[j]), Bounded.exact(t[j])).times(w[j]);
        }
        return mean(loss, Bounded.sum(terms), z.length);
    }

    private static Bounded[] gradient(Loss loss, double[] z, double[] t, Bounded[] w) {
        Bounded[] dz = new Bounded[z.length];
        if (loss instanceof Loss.CrossEntropy) {
            int right = (int) t[0];
            Bounded[] powers = RowBounds.powers(RowBounds.shifted(z));
            Bounded sum = Bounded.sum(powers);
            for (int j = 0; j < z.length; j++) {
                Bounded y = powers[j].dividedBy(sum);
                dz[j] = (j == right ? y.minus(Bounded.exact(1)) : y).times(w[right]);
            }
            return dz;
        }
        for (int j = 0; j < z.length; j++) {
            dz[j] = mean(
                    loss, slope(loss, Bounded.exact(z[j]), Bounded.exact(t[j])).times(w[j]), z.length);
        }
        return dz;
    }

    private static Bounded mean(Loss loss, Bounded sum, int columns) {
        return ((Loss.OfOutputs) loss).isMean() ? sum.dividedBy(Bounded.exact(columns)) : sum;
    }

    private static Bounded term(Loss loss, Bounded z, Bounded t) {
        if (loss instanceof Loss.BinaryCrossEntropy) {
            Bounded softplusOfSize = z.absolute().negated().exp().log1p();
            return z.positivePart().minus(t.times(z)).plus(softplusOfSize);
        } else if (loss instanceof Loss.MeanSquaredError) {
            return square(z.minus(t));
        } else if (loss instanceof Loss.HalfSquaredError) {
            return square(z.minus(t)).timesPowerOfTwo(0.5);
        }
        throw new AssertionError("no error bound for the loss " + loss.name());
    }

    private static Bounded square(Bounded x) {
        return x.times(x);
    }

    private static Bounded slope(Loss loss, Bounded z, Bounded t) {
        if (loss instanceof Loss.BinaryCrossEntropy) {
            return z.sigmoid().minus(t);
        } else if (loss instanceof Loss.MeanSquaredError) {
            return z.minus(t).timesPowerOfTwo(2);
        } else if (loss instanceof Loss.HalfSquaredError) {
            return z.minus(t);
        }
        throw new AssertionError("no error bound for the derivative of the loss " + loss.name());
    }
}
