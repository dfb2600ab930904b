package io.percept.tck;

import io.percept.backend.Softmax;
import io.percept.backend.SoftmaxBackward;
import java.util.Arrays;

/** The rounding of what works row by row. */
final class RowBounds {
    private RowBounds() {}

    /**
     * The exponent x - max is rounded, so that each exponential has a relative error of |x - max| u besides its own; then a sum of
     * positive terms, and a quotient or a logarithm.
     */
    static double[] softmax(Softmax op, Matrix x) {
        double[] bounds = new double[x.values().length];
        for (int i = 0; i < x.rows(); i++) {
            double[] row = x.row(i);
            Bounded[] shifted = shifted(row);
            Bounded[] powers = powers(shifted);
            Bounded sum = Bounded.sum(powers);
            for (int j = 0; j < row.length; j++) {
                Bounded y = op.logarithm() ? shifted[j].minus(sum.log()) : powers[j].dividedBy(sum);
                bounds[i * row.length + j] = y.error();
            }
        }
        return bounds;
    }

    /** A sum of n products, a difference, a product; or a sum, an exponential, a product and a difference. */
    static double[] softmaxBackward(SoftmaxBackward op, Matrix dy, Matrix y) {
        int n = y.columns();
        double[] one = {1};
        double[] bounds = new double[y.values().length];
        for (int i = 0; i < y.rows(); i++) {
            Bounded sum = op.logarithm()
                    ? Bounded.dot(0, dy.values(), i * n, 1, one, 0, 0, n)
                    : Bounded.dot(0, dy.values(), i * n, 1, y.values(), i * n, 1, n);
            for (int j = 0; j < n; j++) {
                Bounded gradient = Bounded.exact(dy.at(i, j));
                Bounded output = Bounded.exact(y.at(i, j));
                Bounded dx =
                        op.logarithm() ? gradient.minus(output.exp().times(sum)) : output.times(gradient.minus(sum));
                bounds[i * n + j] = dx.error();
            }
        }
        return bounds;
    }

    /** x - max x. */
    static Bounded[] shifted(double[] x) {
        Bounded max = Bounded.exact(max(x));
        return Arrays.stream(x)
                .mapToObj(value -> Bounded.exact(value).minus(max))
                .toArray(Bounded[]::new);
    }

    static Bounded[] powers(Bounded[] shifted) {
        return Arrays.stream(shifted).map(Bounded::exp).toArray(Bounded[]::new);
    }

    static double max(double[] x) {
        return Arrays.stream(x).reduce(Math::max).orElseThrow();
    }
}
