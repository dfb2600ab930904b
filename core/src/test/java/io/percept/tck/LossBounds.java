package io.percept.tck;

import io.percept.backend.DistributionLoss;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.NegativeLogLikelihood;
import io.percept.backend.OutputLoss;
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
        if (loss instanceof DistributionLoss distribution) {
            return crossEntropy(distribution, z, t, w);
        } else if (loss instanceof Loss.MultiClassHinge) {
            int right = (int) t[0];
            Bounded[] terms = Arrays.stream(margins(z, right))
                    .map(margin -> margin == null ? Bounded.exact(0) : margin.positivePart())
                    .toArray(Bounded[]::new);
            return Bounded.sum(terms).dividedBy(Bounded.exact(z.length)).times(w[right]);
        } else if (loss instanceof NegativeLogLikelihood) {
            return w[(int) t[0]].negated().times(Bounded.exact(z[(int) t[0]]));
        }
        Bounded[] terms = new Bounded[z.length];
        for (int j = 0; j < z.length; j++) {
            terms[j] = term(loss, Bounded.exact(z[j]), Bounded.exact(t[j])).times(w[j]);
        }
        return mean(loss, Bounded.sum(terms), z.length);
    }

    private static Bounded[] gradient(Loss loss, double[] z, double[] t, Bounded[] w) {
        if (loss instanceof DistributionLoss distribution) {
            return crossEntropyGradient(distribution, z, t, w);
        } else if (loss instanceof Loss.MultiClassHinge) {
            return hingeGradient(z, (int) t[0], w);
        } else if (loss instanceof NegativeLogLikelihood) {
            Bounded[] dz = new Bounded[z.length];
            Arrays.setAll(dz, j -> j == (int) t[0] ? w[j].negated() : Bounded.exact(0));
            return dz;
        }
        Bounded[] dz = new Bounded[z.length];
        for (int j = 0; j < z.length; j++) {
            dz[j] = mean(
                    loss, slope(loss, Bounded.exact(z[j]), Bounded.exact(t[j])).times(w[j]), z.length);
        }
        return dz;
    }

    private static Bounded crossEntropy(DistributionLoss loss, double[] z, double[] t, Bounded[] w) {
        Bounded log = Bounded.sum(RowBounds.powers(RowBounds.shifted(z))).log();
        Bounded max = Bounded.exact(RowBounds.max(z));
        Bounded[] shares = shares(loss, z.length, t, w);
        Bounded[] terms = new Bounded[z.length];
        for (int j = 0; j < z.length; j++) {
            terms[j] = shares[j].value() == 0
                    ? Bounded.exact(0)
                    : shares[j].times(log.plus(max.minus(Bounded.exact(z[j]))));
        }
        return Bounded.sum(terms);
    }

    private static Bounded[] crossEntropyGradient(DistributionLoss loss, double[] z, double[] t, Bounded[] w) {
        Bounded[] powers = RowBounds.powers(RowBounds.shifted(z));
        Bounded sum = Bounded.sum(powers);
        Bounded[] shares = shares(loss, z.length, t, w);
        Bounded allShares = Bounded.sum(shares);
        Bounded[] dz = new Bounded[z.length];
        for (int j = 0; j < z.length; j++) {
            dz[j] = powers[j].dividedBy(sum).times(allShares).minus(shares[j]);
        }
        return dz;
    }

    /** q w of each class; nothing is rounded of q where nothing is smoothed. */
    private static Bounded[] shares(DistributionLoss loss, int classes, double[] t, Bounded[] w) {
        double smoothing = loss.labelSmoothing();
        Bounded[] shares = new Bounded[classes];
        for (int j = 0; j < classes; j++) {
            Bounded q = Bounded.exact(loss.probability(t, j));
            if (smoothing != 0) {
                q = Bounded.constant(1 - smoothing).times(q).plus(Bounded.constant(smoothing / classes));
            }
            shares[j] = q.times(w[j]);
        }
        return shares;
    }

    /** 1 - z of the right class + z; null for the right class. */
    private static Bounded[] margins(double[] z, int right) {
        Bounded[] margins = new Bounded[z.length];
        for (int j = 0; j < z.length; j++) {
            margins[j] = j == right
                    ? null
                    : Bounded.exact(1).minus(Bounded.exact(z[right])).plus(Bounded.exact(z[j]));
        }
        return margins;
    }

    private static Bounded[] hingeGradient(double[] z, int right, Bounded[] w) {
        Bounded[] margins = margins(z, right);
        Bounded[] dz = new Bounded[z.length];
        Bounded within = Bounded.exact(0);
        for (int j = 0; j < z.length; j++) {
            if (j != right) {
                Bounded counts = margins[j].step();
                within = new Bounded(within.value() + counts.value(), within.error() + counts.error());
                dz[j] = w[right].times(counts).dividedBy(Bounded.exact(z.length));
            }
        }
        dz[right] = within.negated().times(w[right]).dividedBy(Bounded.exact(z.length));
        return dz;
    }

    private static Bounded mean(Loss loss, Bounded sum, int columns) {
        return ((OutputLoss) loss).isMean() ? sum.dividedBy(Bounded.exact(columns)) : sum;
    }

    private static Bounded term(Loss loss, Bounded z, Bounded t) {
        if (loss instanceof Loss.BinaryCrossEntropy) {
            Bounded softplusOfSize = z.absolute().negated().exp().log1p();
            return z.positivePart().minus(t.times(z)).plus(softplusOfSize);
        } else if (loss instanceof Loss.Hinge) {
            return margin(z, t).positivePart();
        } else if (loss instanceof OutputLoss.Perceptron) {
            return z.positivePart().minus(t.times(z));
        } else if (loss instanceof Loss.MeanSquaredError) {
            return square(z.minus(t));
        } else if (loss instanceof Loss.HalfSquaredError) {
            return square(z.minus(t)).timesPowerOfTwo(0.5);
        } else if (loss instanceof Loss.MeanAbsoluteError) {
            return z.minus(t).absolute();
        } else if (loss instanceof Loss.Huber huber) {
            Bounded slope = limited(z.minus(t), Bounded.constant(huber.delta()));
            return slope.times(z.minus(t).minus(slope.timesPowerOfTwo(0.5)));
        } else if (loss instanceof Loss.Quantile quantile) {
            // The difference has the right sign, as float32 holds numbers down to where it is 0.
            return Bounded.constant(t.value() > z.value() ? quantile.tau() : quantile.tau() - 1)
                    .times(t.minus(z));
        } else if (loss instanceof Loss.Poisson) {
            return z.exp().minus(t.times(z));
        }
        throw new AssertionError("no error bound for the loss " + loss.name());
    }

    private static Bounded slope(Loss loss, Bounded z, Bounded t) {
        if (loss instanceof Loss.BinaryCrossEntropy) {
            return z.sigmoid().minus(t);
        } else if (loss instanceof Loss.Hinge) {
            return side(t).negated().times(margin(z, t).step());
        } else if (loss instanceof OutputLoss.Perceptron) {
            return z.step().minus(t);
        } else if (loss instanceof Loss.MeanSquaredError) {
            return z.minus(t).timesPowerOfTwo(2);
        } else if (loss instanceof Loss.HalfSquaredError) {
            return z.minus(t);
        } else if (loss instanceof Loss.MeanAbsoluteError || loss instanceof Loss.Quantile) {
            return Bounded.constant(((OutputLoss) loss).slope(z.value(), t.value()));
        } else if (loss instanceof Loss.Huber huber) {
            return limited(z.minus(t), Bounded.constant(huber.delta()));
        } else if (loss instanceof Loss.Poisson) {
            return z.exp().minus(t);
        }
        throw new AssertionError("no error bound for the derivative of the loss " + loss.name());
    }

    private static Bounded square(Bounded x) {
        return x.times(x);
    }

    /** 2t - 1. */
    private static Bounded side(Bounded t) {
        return t.timesPowerOfTwo(2).minus(Bounded.exact(1));
    }

    private static Bounded margin(Bounded z, Bounded t) {
        return Bounded.exact(1).minus(side(t).times(z));
    }

    /** x limited to [-limit, limit]. */
    private static Bounded limited(Bounded x, Bounded limit) {
        return x.smaller(limit).larger(limit.negated());
    }
}
