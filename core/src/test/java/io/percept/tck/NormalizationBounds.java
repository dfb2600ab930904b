package io.percept.tck;

import io.percept.backend.MatrixView;
import io.percept.backend.NormalizeColumns;
import io.percept.backend.NormalizeColumnsBackward;
import io.percept.backend.NormalizeRows;
import io.percept.backend.NormalizeRowsBackward;
import io.percept.backend.Op;
import io.percept.backend.StandardizeColumns;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The rounding of normalisations: their formulas, written with numbers that carry their errors along. */
final class NormalizationBounds {
    private static final Bounded ONE = Bounded.exact(1);

    private final Function<MatrixView, Matrix> values;

    private NormalizationBounds(Function<MatrixView, Matrix> values) {
        this.values = values;
    }

    /** Whether the operation is one of them. */
    static boolean cover(Op op) {
        return op instanceof NormalizeColumns
                || op instanceof NormalizeColumnsBackward
                || op instanceof StandardizeColumns
                || op instanceof NormalizeRows
                || op instanceof NormalizeRowsBackward;
    }

    static List<double[]> of(Op op, Function<MatrixView, Matrix> values) {
        NormalizationBounds bounds = new NormalizationBounds(values);
        if (op instanceof NormalizeColumns normalize) {
            return bounds.columns(normalize);
        } else if (op instanceof NormalizeColumnsBackward backward) {
            return bounds.columnsBackward(backward);
        } else if (op instanceof StandardizeColumns standardize) {
            return bounds.standardize(standardize);
        } else if (op instanceof NormalizeRows normalize) {
            return bounds.rows(normalize);
        }
        return bounds.rowsBackward((NormalizeRowsBackward) op);
    }

    /** Mean, sum of squared deviations, and 1 / √(v + ε). */
    private record Moments(Bounded mean, Bounded squares, Bounded inverse) {
        static Moments of(int n, IntFunction<Bounded> x, double epsilon) {
            Bounded mean = sum(n, x).dividedBy(Bounded.exact(n));
            Bounded squares = sum(n, i -> {
                Bounded deviation = x.apply(i).minus(mean);
                return deviation.times(deviation);
            });
            return new Moments(mean, squares, inverse(squares.dividedBy(Bounded.exact(n)), epsilon));
        }

        static Bounded inverse(Bounded variance, double epsilon) {
            return ONE.dividedBy(variance.plus(Bounded.constant(epsilon)).sqrt());
        }
    }

    private List<double[]> columns(NormalizeColumns op) {
        Reader x = read(op.x());
        Reader gain = read(op.gain());
        Reader shift = read(op.shift());
        Reader runningMean = read(op.runningMean());
        Reader runningVariance = read(op.runningVariance());
        int n = op.x().rows();
        int columns = op.x().columns();
        double[] mean = new double[columns];
        double[] inverse = new double[columns];
        double[] followedMean = new double[columns];
        double[] followedVariance = new double[columns];
        double[] y = new double[n * columns];
        for (int j = 0; j < columns; j++) {
            int column = j;
            Moments moments = Moments.of(n, i -> x.at(i, column), op.epsilon());
            mean[j] = moments.mean.error();
            inverse[j] = moments.inverse.error();
            followedMean[j] = followed(runningMean.at(0, j), moments.mean, op.momentum());
            Bounded unbiased = moments.squares.dividedBy(Bounded.exact(n - 1.0));
            followedVariance[j] = followed(runningVariance.at(0, j), unbiased, op.momentum());
            for (int i = 0; i < n; i++) {
                Bounded normal = x.at(i, j).minus(moments.mean).times(moments.inverse);
                y[i * columns + j] =
                        normal.times(gain.at(0, j)).plus(shift.at(0, j)).error();
            }
        }
        return List.of(mean, inverse, followedMean, followedVariance, y);
    }

    private static double followed(Bounded running, Bounded batch, double momentum) {
        return Bounded.constant(1 - momentum)
                .times(running)
                .plus(Bounded.constant(momentum).times(batch))
                .error();
    }

    private List<double[]> columnsBackward(NormalizeColumnsBackward op) {
        Reader dy = read(op.dy());
        Reader x = read(op.x());
        Reader mean = read(op.mean());
        Reader inverse = read(op.inverse());
        Reader gain = read(op.gain());
        int n = op.x().rows();
        int columns = op.x().columns();
        double[] dx = new double[n * columns];
        Bounded[] dgain = new Bounded[columns];
        Bounded[] dshift = new Bounded[columns];
        Bounded count = Bounded.exact(n);
        for (int j = 0; j < columns; j++) {
            int column = j;
            IntFunction<Bounded> normal =
                    i -> x.at(i, column).minus(mean.at(0, column)).times(inverse.at(0, column));
            dshift[j] = sum(n, i -> dy.at(i, column));
            dgain[j] = sum(n, i -> dy.at(i, column).times(normal.apply(i)));
            for (int i = 0; i < n; i++) {
                Bounded centred = dy.at(i, j)
                        .minus(dshift[j].dividedBy(count))
                        .minus(normal.apply(i).times(dgain[j].dividedBy(count)));
                dx[i * columns + j] =
                        gain.at(0, j).times(inverse.at(0, j)).times(centred).error();
            }
        }
        return List.of(dx, added(dgain, op.dgain(), op.accumulate()), added(dshift, op.dshift(), op.accumulate()));
    }

    private List<double[]> standardize(StandardizeColumns op) {
        Reader x = read(op.x());
        Reader mean = read(op.mean());
        Reader variance = read(op.variance());
        Reader gain = read(op.gain());
        Reader shift = read(op.shift());
        int columns = op.x().columns();
        double[] y = new double[(int) op.x().size()];
        for (int i = 0; i < y.length; i++) {
            int j = i % columns;
            Bounded inverse = Moments.inverse(variance.at(0, j), op.epsilon());
            Bounded normal = x.at(i / columns, j).minus(mean.at(0, j)).times(inverse);
            y[i] = normal.times(gain.at(0, j)).plus(shift.at(0, j)).error();
        }
        return List.of(y);
    }

    private List<double[]> rows(NormalizeRows op) {
        Reader x = read(op.x());
        Reader gain = read(op.gain());
        Reader shift = read(op.shift());
        int rows = op.x().rows();
        int n = op.x().columns();
        double[] mean = new double[rows];
        double[] inverse = new double[rows];
        double[] y = new double[rows * n];
        for (int i = 0; i < rows; i++) {
            int row = i;
            Moments moments = Moments.of(n, j -> x.at(row, j), op.epsilon());
            mean[i] = moments.mean.error();
            inverse[i] = moments.inverse.error();
            for (int j = 0; j < n; j++) {
                Bounded normal = x.at(i, j).minus(moments.mean).times(moments.inverse);
                y[i * n + j] = normal.times(gain.at(0, j)).plus(shift.at(0, j)).error();
            }
        }
        return op.mean() == null ? List.of(y) : List.of(mean, inverse, y);
    }

    private List<double[]> rowsBackward(NormalizeRowsBackward op) {
        Reader dy = read(op.dy());
        Reader x = read(op.x());
        Reader mean = read(op.mean());
        Reader inverse = read(op.inverse());
        Reader gain = read(op.gain());
        int rows = op.x().rows();
        int n = op.x().columns();
        Bounded count = Bounded.exact(n);
        double[] dx = new double[rows * n];
        for (int i = 0; i < rows; i++) {
            int row = i;
            IntFunction<Bounded> normal =
                    j -> x.at(row, j).minus(mean.at(0, row)).times(inverse.at(0, row));
            IntFunction<Bounded> g = j -> dy.at(row, j).times(gain.at(0, j));
            Bounded meanOfG = sum(n, g).dividedBy(count);
            Bounded meanOfProduct =
                    sum(n, j -> g.apply(j).times(normal.apply(j))).dividedBy(count);
            for (int j = 0; j < n; j++) {
                Bounded centred =
                        g.apply(j).minus(meanOfG).minus(normal.apply(j).times(meanOfProduct));
                dx[i * n + j] = inverse.at(0, i).times(centred).error();
            }
        }
        Bounded[] dgain = new Bounded[n];
        Bounded[] dshift = new Bounded[n];
        for (int j = 0; j < n; j++) {
            int column = j;
            dshift[j] = sum(rows, i -> dy.at(i, column));
            dgain[j] = sum(rows, i -> {
                Bounded normal = x.at(i, column).minus(mean.at(0, i)).times(inverse.at(0, i));
                return dy.at(i, column).times(normal);
            });
        }
        return List.of(dx, added(dgain, op.dgain(), op.accumulate()), added(dshift, op.dshift(), op.accumulate()));
    }

    /** With what was there before. */
    private double[] added(Bounded[] sums, MatrixView vector, boolean accumulate) {
        double[] errors = new double[sums.length];
        Reader before = accumulate ? read(vector) : null;
        for (int j = 0; j < errors.length; j++) {
            errors[j] = (accumulate ? before.at(0, j).plus(sums[j]) : sums[j]).error();
        }
        return errors;
    }

    /** Elements of a matrix, which are exact. */
    @FunctionalInterface
    private interface Reader {
        Bounded at(int row, int column);
    }

    private Reader read(MatrixView view) {
        Matrix matrix = values.apply(view);
        return (row, column) -> Bounded.exact(matrix.at(row, column));
    }

    private static Bounded sum(int n, IntFunction<Bounded> term) {
        return Bounded.sum(IntStream.range(0, n).mapToObj(term).toArray(Bounded[]::new));
    }
}
