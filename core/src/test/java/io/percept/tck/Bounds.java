package io.percept.tck;

import io.percept.backend.Activate;
import io.percept.backend.ActivateBackward;
import io.percept.backend.Add;
import io.percept.backend.Advance;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.ClipNorm;
import io.percept.backend.Fill;
import io.percept.backend.GatherRows;
import io.percept.backend.LimitRowNorms;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.MaxOfPieces;
import io.percept.backend.MaxOfPiecesBackward;
import io.percept.backend.Multiply;
import io.percept.backend.Op;
import io.percept.backend.PRelu;
import io.percept.backend.PReluBackward;
import io.percept.backend.Precision;
import io.percept.backend.Softmax;
import io.percept.backend.SoftmaxBackward;
import io.percept.backend.Update;
import io.percept.backend.WinnerTakeAll;
import java.util.List;
import java.util.function.Function;

/**
 * How far a result of each operation in float32, or of a product in another precision, may lie from the double-precision one. The bounds of the products and of the elementwise
 * operations stand here; {@link RowBounds}, {@link UnitBounds}, {@link NormalizationBounds}, {@link BlockBounds} and {@link UpdateBounds} hold the others.
 */
final class Bounds {
    private final Function<MatrixView, Matrix> values;

    private final Precision precision;

    private Bounds(Function<MatrixView, Matrix> values, Precision precision) {
        this.values = values;
        this.precision = precision;
    }

    /**
     * The bounds on an operation's outputs, in the order of {@link Op#outputs()}, each row by row.
     *
     * @param values gives what a view holds before the operation runs
     * @param precision of matrix products
     */
    static List<double[]> of(Op op, Function<MatrixView, Matrix> values, Precision precision) {
        return new Bounds(values, precision).of(op);
    }

    private List<double[]> of(Op op) {
        if (op instanceof Affine affine) {
            return affine(affine);
        } else if (op instanceof AffineBackwardInput backward) {
            return affineBackwardInput(backward);
        } else if (op instanceof AffineBackwardWeights backward) {
            return affineBackwardWeights(backward);
        } else if (op instanceof Activate activate) {
            Matrix x = values.apply(activate.x());
            return elementwise(
                    activate.y(),
                    (i, j) -> ActivationBounds.value(activate.activation(), Bounded.exact(x.at(i, j)))
                            .error());
        } else if (op instanceof ActivateBackward backward) {
            Matrix dy = values.apply(backward.dy());
            Matrix value = values.apply(backward.value());
            return elementwise(
                    backward.dx(),
                    (i, j) -> ActivationBounds.derivative(backward.activation(), value.at(i, j))
                            .times(Bounded.exact(dy.at(i, j)))
                            .error());
        } else if (op instanceof Softmax softmax) {
            return List.of(RowBounds.softmax(softmax, values.apply(softmax.x())));
        } else if (op instanceof SoftmaxBackward backward) {
            return List.of(
                    RowBounds.softmaxBackward(backward, values.apply(backward.dy()), values.apply(backward.y())));
        } else if (op instanceof LossGradient loss) {
            return LossBounds.of(loss, values);
        } else if (op instanceof Update update) {
            return UpdateBounds.of(update, values);
        } else if (op instanceof ClipNorm clip) {
            return List.of(UpdateBounds.of(clip, values));
        } else if (op instanceof LimitRowNorms limit) {
            return List.of(UpdateBounds.of(limit, values));
        } else if (op instanceof GatherRows gather) {
            return gatherRows(gather);
        } else if (op instanceof Add add) {
            return elementwise(add.a(), add.b(), (a, b) -> a.plus(b).error());
        } else if (op instanceof Multiply multiply) {
            return elementwise(multiply.a(), multiply.b(), (a, b) -> a.times(b).error());
        } else if (op instanceof PRelu prelu) {
            return UnitBounds.prelu(prelu, values.apply(prelu.x()), values.apply(prelu.slope()));
        } else if (op instanceof PReluBackward backward) {
            return UnitBounds.preluBackward(
                    backward,
                    values.apply(backward.dy()),
                    values.apply(backward.x()),
                    values.apply(backward.slope()),
                    backward.accumulate() ? values.apply(backward.dslope()) : null);
        } else if (op instanceof MaxOfPieces || op instanceof MaxOfPiecesBackward || op instanceof WinnerTakeAll) {
            return elementwise(op.outputs().get(0), (i, j) -> 0);
        } else if (NormalizationBounds.cover(op)) {
            return NormalizationBounds.of(op, values);
        } else if (BlockBounds.cover(op)) {
            return BlockBounds.of(op, values);
        } else if (op instanceof Fill || op instanceof Advance) {
            // The value rounded to nearest, and integers: nothing but the right answer will do.
            return elementwise(op.outputs().get(0), (i, j) -> 0);
        }
        throw new AssertionError("no error bound for " + op.name());
    }

    @FunctionalInterface
    private interface Element {
        double at(int row, int column);
    }

    @FunctionalInterface
    private interface Pair {
        double of(Bounded a, Bounded b);
    }

    private static List<double[]> elementwise(MatrixView y, Element element) {
        double[] bounds = new double[(int) y.size()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = element.at(i / y.columns(), i % y.columns());
        }
        return List.of(bounds);
    }

    private List<double[]> elementwise(MatrixView a, MatrixView b, Pair pair) {
        Matrix left = values.apply(a);
        Matrix right = values.apply(b);
        return elementwise(a, (i, j) -> pair.of(Bounded.exact(left.at(i, j)), Bounded.exact(right.at(i, j))));
    }

    /** z is a sum of x.columns() products and a bias; y carries its error through the activation. */
    private List<double[]> affine(Affine op) {
        Matrix x = values.apply(op.x());
        Matrix w = values.apply(op.w());
        Matrix b = op.b() == null ? null : values.apply(op.b());
        int n = x.columns();
        double[] z = new double[(int) op.y().size()];
        double[] y = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            int row = i / w.rows();
            int unit = i % w.rows();
            Bounded sum = Bounded.dot(
                    precision, b == null ? 0 : b.at(0, unit), x.values(), row * n, 1, w.values(), unit * n, 1, n);
            z[i] = sum.error();
            y[i] = ActivationBounds.value(op.activation(), sum).error();
        }
        return op.z() == null ? List.of(y) : List.of(z, y);
    }

    /** A sum of dz.columns() products; where there is a derivative, times that; and what was there before, first or last. */
    private List<double[]> affineBackwardInput(AffineBackwardInput op) {
        Matrix dz = values.apply(op.dz());
        Matrix w = values.apply(op.w());
        Matrix value = op.value() == null ? null : values.apply(op.value());
        Matrix before = op.accumulate() ? values.apply(op.dx()) : null;
        int n = dz.columns();
        return elementwise(op.dx(), (i, j) -> {
            double start = before == null ? 0 : before.at(i, j);
            if (value == null) {
                return Bounded.dot(precision, start, dz.values(), i * n, 1, w.values(), j, w.columns(), n)
                        .error();
            }
            Bounded product = Bounded.dot(precision, 0, dz.values(), i * n, 1, w.values(), j, w.columns(), n)
                    .times(ActivationBounds.derivative(op.activation(), value.at(i, j)));
            return before == null
                    ? product.error()
                    : product.plus(Bounded.exact(start)).error();
        });
    }

    /** Sums over the batch of products, and of dz alone for the biases, which is never rounded; and what was there before. */
    private List<double[]> affineBackwardWeights(AffineBackwardWeights op) {
        Matrix dz = values.apply(op.dz());
        Matrix x = values.apply(op.x());
        Matrix dw = op.accumulate() ? values.apply(op.dw()) : null;
        int n = dz.rows();
        double[] weights = elementwise(
                        op.dw(),
                        (i, j) -> Bounded.dot(
                                        precision,
                                        dw == null ? 0 : dw.at(i, j),
                                        dz.values(),
                                        i,
                                        dz.columns(),
                                        x.values(),
                                        j,
                                        x.columns(),
                                        n)
                                .error())
                .get(0);
        if (op.db() == null) {
            return List.of(weights);
        }
        Matrix db = op.accumulate() ? values.apply(op.db()) : null;
        double[] one = {1};
        double[] biases = elementwise(
                        op.db(),
                        (i, j) -> Bounded.dot(
                                        Precision.FLOAT32,
                                        db == null ? 0 : db.at(0, j),
                                        dz.values(),
                                        j,
                                        dz.columns(),
                                        one,
                                        0,
                                        0,
                                        n)
                                .error())
                .get(0);
        return List.of(weights, biases);
    }

    /** Copies are exact; standardised they are a difference and a product. */
    private List<double[]> gatherRows(GatherRows op) {
        if (op.mean() == null) {
            return elementwise(op.y(), (i, j) -> 0);
        }
        Matrix source = values.apply(op.source());
        Matrix permutation = values.apply(op.permutation());
        Matrix mean = values.apply(op.mean());
        Matrix scale = values.apply(op.scale());
        int first = values.apply(op.cursor()).integerAt(0, 0) * op.stride();
        return elementwise(op.y(), (i, j) -> {
            Bounded value = Bounded.exact(source.at(permutation.integerAt(0, first + i), j));
            return value.minus(Bounded.exact(mean.at(0, j)))
                    .times(Bounded.exact(scale.at(0, j)))
                    .error();
        });
    }
}
