package io.percept.tck;

import io.percept.backend.PRelu;
import io.percept.backend.PReluBackward;
import java.util.List;

/** The rounding of learned slopes. The maximum of pieces and the winner that takes all choose and round nothing. */
final class UnitBounds {
    private UnitBounds() {}

    /** Nothing, or one product. */
    static List<double[]> prelu(PRelu op, Matrix x, Matrix slope) {
        double[] bounds = new double[x.values().length];
        for (int i = 0; i < bounds.length; i++) {
            double a = slope.at(0, op.slopeOf(i % x.columns()));
            bounds[i] = scaled(x.values()[i], x.values()[i], a);
        }
        return List.of(bounds);
    }

    /** Nothing, or one product; and for each slope a sum of products, in any order, with what was there before. */
    static List<double[]> preluBackward(PReluBackward op, Matrix dy, Matrix x, Matrix slope, Matrix before) {
        int n = x.columns();
        int slopes = slope.columns();
        double[] dx = new double[x.values().length];
        // Both factors are 0 where x is above 0: infinity times 0 would be NaN, and there is no such product.
        double[] x0 = new double[dx.length];
        double[] dy0 = new double[dx.length];
        for (int i = 0; i < dx.length; i++) {
            dx[i] = scaled(x.values()[i], dy.values()[i], slope.at(0, op.slopeOf(i % n)));
            boolean counts = !(x.values()[i] > 0);
            x0[i] = counts ? x.values()[i] : 0;
            dy0[i] = counts ? dy.values()[i] : 0;
        }
        double[] dslope = new double[slopes];
        for (int j = 0; j < slopes; j++) {
            double start = before == null ? 0 : before.at(0, j);
            dslope[j] = (slopes == 1
                            ? Bounded.dot(start, dy0, 0, 1, x0, 0, 1, dx.length)
                            : Bounded.dot(start, dy0, j, n, x0, j, n, x.rows()))
                    .error();
        }
        return List.of(dx, dslope);
    }

    private static double scaled(double x, double factor, double slope) {
        return x > 0 ? 0 : Bounded.exact(slope).times(Bounded.exact(factor)).error();
    }
}
