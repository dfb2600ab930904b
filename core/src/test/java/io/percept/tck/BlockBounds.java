package io.percept.tck;

import io.percept.backend.Blend;
import io.percept.backend.BlendBackward;
import io.percept.backend.CounterRandom;
import io.percept.backend.Dropout;
import io.percept.backend.FourierFeatures;
import io.percept.backend.FourierFeaturesBackward;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import java.util.List;
import java.util.function.Function;

/** The rounding of what connects layers or stands before them. */
final class BlockBounds {
    private static final Bounded ONE = Bounded.exact(1);

    private BlockBounds() {}

    /** Whether the operation is one of them. */
    static boolean cover(Op op) {
        return op instanceof Dropout
                || op instanceof Blend
                || op instanceof BlendBackward
                || op instanceof FourierFeatures
                || op instanceof FourierFeaturesBackward;
    }

    static List<double[]> of(Op op, Function<MatrixView, Matrix> values) {
        if (op instanceof Dropout dropout) {
            return dropout(dropout, values);
        } else if (op instanceof Blend blend) {
            return blend(blend, values);
        } else if (op instanceof BlendBackward backward) {
            return blendBackward(backward, values);
        } else if (op instanceof FourierFeatures fourier) {
            return fourier(fourier, values.apply(fourier.x()), values.apply(fourier.frequencies()));
        }
        return fourierBackward((FourierFeaturesBackward) op, values);
    }

    /** What is dropped is 0 and nothing else; what is kept is a product. */
    private static List<double[]> dropout(Dropout op, Function<MatrixView, Matrix> values) {
        double[] x = values.apply(op.x()).values();
        long stream = Dropout.stream(op.layer(), values.apply(op.step()).integerAt(0, 0));
        double[] bounds = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            boolean dropped = Integer.compareUnsigned(CounterRandom.wordAt(op.seed(), stream, i), op.threshold()) < 0;
            bounds[i] = dropped
                    ? 0
                    : Bounded.exact(x[i]).times(Bounded.constant(op.scale())).error();
        }
        return List.of(bounds);
    }

    private static List<double[]> blend(Blend op, Function<MatrixView, Matrix> values) {
        double[] t = values.apply(op.t()).values();
        double[] h = values.apply(op.h()).values();
        double[] x = values.apply(op.x()).values();
        double[] bounds = new double[t.length];
        for (int i = 0; i < t.length; i++) {
            Bounded weight = Bounded.exact(t[i]);
            bounds[i] = weight.times(Bounded.exact(h[i]))
                    .plus(ONE.minus(weight).times(Bounded.exact(x[i])))
                    .error();
        }
        return List.of(bounds);
    }

    private static List<double[]> blendBackward(BlendBackward op, Function<MatrixView, Matrix> values) {
        double[] dy = values.apply(op.dy()).values();
        double[] t = values.apply(op.t()).values();
        double[] h = values.apply(op.h()).values();
        double[] x = values.apply(op.x()).values();
        double[] dt = new double[dy.length];
        double[] dh = new double[dy.length];
        double[] dx = new double[dy.length];
        for (int i = 0; i < dy.length; i++) {
            Bounded gradient = Bounded.exact(dy[i]);
            Bounded weight = Bounded.exact(t[i]);
            Bounded difference = Bounded.exact(h[i]).minus(Bounded.exact(x[i]));
            dt[i] = gradient.times(difference).error();
            dh[i] = gradient.times(weight).error();
            dx[i] = gradient.times(ONE.minus(weight)).error();
        }
        return List.of(dt, dh, dx);
    }

    /** A sum of products, and the sine and the cosine of as many turns. */
    private static List<double[]> fourier(FourierFeatures op, Matrix x, Matrix f) {
        int inputs = x.columns();
        int count = f.rows();
        double[] bounds = new double[(int) op.y().size()];
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < count; j++) {
                Bounded turns = Bounded.dot(0, x.values(), i * inputs, 1, f.values(), j * inputs, 1, inputs);
                bounds[2 * i * count + j] = turns.sineOfTurns().error();
                bounds[(2 * i + 1) * count + j] = turns.cosineOfTurns().error();
            }
        }
        return List.of(bounds);
    }

    private static List<double[]> fourierBackward(FourierFeaturesBackward op, Function<MatrixView, Matrix> values) {
        Matrix dy = values.apply(op.dy());
        Matrix y = values.apply(op.y());
        Matrix f = values.apply(op.frequencies());
        int count = f.rows();
        int inputs = f.columns();
        double[] bounds = new double[(int) op.dx().size()];
        Bounded[] terms = new Bounded[count];
        for (int i = 0; i < bounds.length; i++) {
            int row = i / inputs;
            for (int j = 0; j < count; j++) {
                Bounded turning = product(dy, y, row, j, count + j).minus(product(dy, y, row, count + j, j));
                terms[j] = turning.times(Bounded.exact(f.at(j, i % inputs)));
            }
            bounds[i] = Bounded.sum(terms).times(Bounded.constant(2 * Math.PI)).error();
        }
        return List.of(bounds);
    }

    private static Bounded product(Matrix a, Matrix b, int row, int aColumn, int bColumn) {
        return Bounded.exact(a.at(row, aColumn)).times(Bounded.exact(b.at(row, bColumn)));
    }
}
