package io.percept.tck;

import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The rounding of losses and of their gradients. A new loss needs its formulas here, once. */
final class LossBounds {
    private LossBounds() {}

    /** A loss is a sum over rows, or over rows and outputs, added in any order, and then divided by their numbers. */
    static List<double[]> of(LossGradient op, Function<MatrixView, Matrix> values) {
        Matrix z = values.apply(op.z());
        Matrix t = values.apply(op.t());
        Bounded rows = Bounded.exact(z.rows());
        List<Bounded> terms = new ArrayList<>();
        double[] dz = new double[z.values().length];
        for (int i = 0; i < z.rows(); i++) {
            terms.addAll(List.of(terms(op.loss(), z.row(i), t.row(i))));
            Bounded[] gradient = gradient(op.loss(), z.row(i), t.row(i));
            for (int j = 0; j < gradient.length; j++) {
                dz[i * z.columns() + j] = gradient[j].dividedBy(rows).error();
            }
        }
        double[] losses = new double[op.losses().columns()];
        int cursor = values.apply(op.cursor()).integerAt(0, 0);
        losses[cursor] = scaled(op.loss(), Bounded.sum(terms.toArray(Bounded[]::new)), z.columns())
                .dividedBy(rows)
                .error();
        return op.dz() == null ? List.of(losses) : List.of(losses, dz);
    }

    /** What a row adds to the sum. */
    private static Bounded[] terms(Loss loss, double[] z, double[] t) {
        if (loss instanceof Loss.CrossEntropy) {
            Bounded sum = Bounded.sum(RowBounds.powers(RowBounds.shifted(z)));
            Bounded below = Bounded.exact(RowBounds.max(z)).minus(Bounded.exact(z[(int) t[0]]));
            return new Bounded[] {sum.log().plus(below)};
        }
        Bounded[] terms = new Bounded[z.length];
        for (int j = 0; j < z.length; j++) {
            terms[j] = term(loss, Bounded.exact(z[j]), Bounded.exact(t[j]));
        }
        return terms;
    }

    private static Bounded term(Loss loss, Bounded z, Bounded t) {
        if (loss instanceof Loss.BinaryCrossEntropy) {
            Bounded softplusOfSize = z.absolute().negated().exp().log1p();
            return z.positivePart().minus(t.times(z)).plus(softplusOfSize);
        } else if (loss instanceof Loss.MeanSquaredError || loss instanceof Loss.HalfSquaredError) {
            Bounded difference = z.minus(t);
            return difference.times(difference);
        }
        throw new AssertionError("no error bound for the loss " + loss.name());
    }

    /** The sum of all terms, divided by what the loss divides by apart from the number of rows. */
    private static Bounded scaled(Loss loss, Bounded sum, int columns) {
        if (loss instanceof Loss.CrossEntropy) {
            return sum;
        }
        return loss instanceof Loss.HalfSquaredError ? sum.timesPowerOfTwo(0.5) : sum.dividedBy(Bounded.exact(columns));
    }

    private static Bounded[] gradient(Loss loss, double[] z, double[] t) {
        Bounded[] dz = new Bounded[z.length];
        if (loss instanceof Loss.CrossEntropy) {
            Bounded[] powers = RowBounds.powers(RowBounds.shifted(z));
            Bounded sum = Bounded.sum(powers);
            for (int j = 0; j < z.length; j++) {
                Bounded y = powers[j].dividedBy(sum);
                dz[j] = j == (int) t[0] ? y.minus(Bounded.exact(1)) : y;
            }
            return dz;
        }
        for (int j = 0; j < z.length; j++) {
            dz[j] = derivative(loss, Bounded.exact(z[j]), Bounded.exact(t[j]), Bounded.exact(z.length));
        }
        return dz;
    }

    private static Bounded derivative(Loss loss, Bounded z, Bounded t, Bounded columns) {
        if (loss instanceof Loss.BinaryCrossEntropy) {
            return z.sigmoid().minus(t).dividedBy(columns);
        } else if (loss instanceof Loss.MeanSquaredError) {
            return z.minus(t).timesPowerOfTwo(2).dividedBy(columns);
        } else if (loss instanceof Loss.HalfSquaredError) {
            return z.minus(t);
        }
        throw new AssertionError("no error bound for the derivative of the loss " + loss.name());
    }
}
