package io.percept.reference;

import static io.percept.reference.ReferenceBuffer.get;
import static io.percept.reference.ReferenceBuffer.set;

import io.percept.backend.MatrixView;
import io.percept.backend.NormalizeColumns;
import io.percept.backend.NormalizeColumnsBackward;
import io.percept.backend.NormalizeRows;
import io.percept.backend.NormalizeRowsBackward;
import io.percept.backend.StandardizeColumns;
import java.util.function.IntToDoubleFunction;

/** What normalisations do. Variances are sums of squares of deviations from the mean, which nothing cancels in. */
final class Normalizations {
    private Normalizations() {}

    static void columns(NormalizeColumns op) {
        int n = op.x().rows();
        for (int j = 0; j < op.x().columns(); j++) {
            int column = j;
            double mean = sum(n, i -> get(op.x(), i, column)) / n;
            double squares = sum(n, i -> square(get(op.x(), i, column) - mean));
            double inverse = 1 / Math.sqrt(squares / n + op.epsilon());
            set(op.mean(), 0, j, mean);
            set(op.inverse(), 0, j, inverse);
            follow(op.runningMean(), j, mean, op.momentum());
            follow(op.runningVariance(), j, squares / (n - 1), op.momentum());
            for (int i = 0; i < n; i++) {
                double normal = (get(op.x(), i, j) - mean) * inverse;
                set(op.y(), i, j, normal * get(op.gain(), 0, j) + get(op.shift(), 0, j));
            }
        }
    }

    private static void follow(MatrixView running, int j, double batch, double momentum) {
        set(running, 0, j, (1 - momentum) * get(running, 0, j) + momentum * batch);
    }

    static void columnsBackward(NormalizeColumnsBackward op) {
        int n = op.x().rows();
        for (int j = 0; j < op.x().columns(); j++) {
            int column = j;
            double mean = get(op.mean(), 0, j);
            double inverse = get(op.inverse(), 0, j);
            IntToDoubleFunction normal = i -> (get(op.x(), i, column) - mean) * inverse;
            double sum = sum(n, i -> get(op.dy(), i, column));
            double product = sum(n, i -> get(op.dy(), i, column) * normal.applyAsDouble(i));
            for (int i = 0; i < n; i++) {
                double centred = get(op.dy(), i, j) - sum / n - normal.applyAsDouble(i) * (product / n);
                set(op.dx(), i, j, get(op.gain(), 0, j) * inverse * centred);
            }
            put(op.dgain(), j, product, op.accumulate());
            put(op.dshift(), j, sum, op.accumulate());
        }
    }

    static void standardize(StandardizeColumns op) {
        for (int i = 0; i < op.x().rows(); i++) {
            for (int j = 0; j < op.x().columns(); j++) {
                double inverse = 1 / Math.sqrt(get(op.variance(), 0, j) + op.epsilon());
                double normal = (get(op.x(), i, j) - get(op.mean(), 0, j)) * inverse;
                set(op.y(), i, j, normal * get(op.gain(), 0, j) + get(op.shift(), 0, j));
            }
        }
    }

    static void rows(NormalizeRows op) {
        int n = op.x().columns();
        for (int i = 0; i < op.x().rows(); i++) {
            int row = i;
            double mean = sum(n, j -> get(op.x(), row, j)) / n;
            double squares = sum(n, j -> square(get(op.x(), row, j) - mean));
            double inverse = 1 / Math.sqrt(squares / n + op.epsilon());
            if (op.mean() != null) {
                set(op.mean(), 0, i, mean);
                set(op.inverse(), 0, i, inverse);
            }
            for (int j = 0; j < n; j++) {
                double normal = (get(op.x(), i, j) - mean) * inverse;
                set(op.y(), i, j, normal * get(op.gain(), 0, j) + get(op.shift(), 0, j));
            }
        }
    }

    /** The sums over the columns first: dx may take dy's place. */
    static void rowsBackward(NormalizeRowsBackward op) {
        int n = op.x().columns();
        for (int j = 0; j < n; j++) {
            int column = j;
            double product = sum(op.x().rows(), i -> get(op.dy(), i, column) * normal(op, i, column));
            double sum = sum(op.x().rows(), i -> get(op.dy(), i, column));
            put(op.dgain(), j, product, op.accumulate());
            put(op.dshift(), j, sum, op.accumulate());
        }
        for (int i = 0; i < op.x().rows(); i++) {
            int row = i;
            IntToDoubleFunction g = j -> get(op.dy(), row, j) * get(op.gain(), 0, j);
            double meanOfG = sum(n, g) / n;
            double meanOfProduct = sum(n, j -> g.applyAsDouble(j) * normal(op, row, j)) / n;
            for (int j = 0; j < n; j++) {
                double centred = g.applyAsDouble(j) - meanOfG - normal(op, i, j) * meanOfProduct;
                set(op.dx(), i, j, get(op.inverse(), 0, i) * centred);
            }
        }
    }

    private static double normal(NormalizeRowsBackward op, int i, int j) {
        return (get(op.x(), i, j) - get(op.mean(), 0, i)) * get(op.inverse(), 0, i);
    }

    private static void put(MatrixView vector, int j, double value, boolean accumulate) {
        set(vector, 0, j, accumulate ? get(vector, 0, j) + value : value);
    }

    private static double sum(int n, IntToDoubleFunction term) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += term.applyAsDouble(i);
        }
        return sum;
    }

    private static double square(double x) {
        return x * x;
    }
}
