package io.percept.kernels;

import java.util.Arrays;

/** Functions of a matrix's row, in double precision. */
final class Rows {
    private Rows() {}

    /** x - max x - log of the sum of exp(x - max x). */
    static double[] logSoftmax(Grid x, int i) {
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < x.columns; j++) {
            max = Math.max(max, x.at(i, j));
        }
        double sum = 0;
        for (int j = 0; j < x.columns; j++) {
            sum += Math.exp(x.at(i, j) - max);
        }
        double[] y = new double[x.columns];
        for (int j = 0; j < x.columns; j++) {
            y[j] = x.at(i, j) - max - Math.log(sum);
        }
        return y;
    }

    static double[] softmax(Grid x, int i) {
        return Arrays.stream(logSoftmax(x, i)).map(Math::exp).toArray();
    }
}
