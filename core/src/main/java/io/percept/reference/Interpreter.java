package io.percept.reference;

import static io.percept.reference.ReferenceBuffer.get;
import static io.percept.reference.ReferenceBuffer.getInt;
import static io.percept.reference.ReferenceBuffer.set;

import io.percept.backend.Activate;
import io.percept.backend.ActivateBackward;
import io.percept.backend.Add;
import io.percept.backend.Advance;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.Blend;
import io.percept.backend.BlendBackward;
import io.percept.backend.ClipNorm;
import io.percept.backend.Dropout;
import io.percept.backend.Fill;
import io.percept.backend.FourierFeatures;
import io.percept.backend.FourierFeaturesBackward;
import io.percept.backend.GatherRows;
import io.percept.backend.LimitRowNorms;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.MaxOfPieces;
import io.percept.backend.MaxOfPiecesBackward;
import io.percept.backend.Multiply;
import io.percept.backend.NormalizeColumns;
import io.percept.backend.NormalizeColumnsBackward;
import io.percept.backend.NormalizeRows;
import io.percept.backend.NormalizeRowsBackward;
import io.percept.backend.Op;
import io.percept.backend.PRelu;
import io.percept.backend.PReluBackward;
import io.percept.backend.Softmax;
import io.percept.backend.SoftmaxBackward;
import io.percept.backend.StandardizeColumns;
import io.percept.backend.Update;
import io.percept.backend.WinnerTakeAll;
import java.util.Arrays;

/** Runs one operation after another, each as its record's formula says. Nothing here is fast on purpose. */
final class Interpreter {
    private Interpreter() {}

    static void run(Op op) {
        if (op instanceof Affine affine) {
            affine(affine);
        } else if (op instanceof AffineBackwardInput backward) {
            affineBackwardInput(backward);
        } else if (op instanceof AffineBackwardWeights backward) {
            affineBackwardWeights(backward);
        } else if (op instanceof Activate activate) {
            elementwise(activate.y(), (i, j) -> activate.activation().value(get(activate.x(), i, j)));
        } else if (op instanceof ActivateBackward backward) {
            elementwise(
                    backward.dx(),
                    (i, j) -> get(backward.dy(), i, j) * backward.activation().derivative(get(backward.value(), i, j)));
        } else if (op instanceof Softmax softmax) {
            softmax(softmax);
        } else if (op instanceof SoftmaxBackward backward) {
            softmaxBackward(backward);
        } else if (op instanceof LossGradient lossGradient) {
            lossGradient(lossGradient);
        } else if (op instanceof Update update) {
            Updates.update(update);
        } else if (op instanceof ClipNorm clip) {
            Updates.clipNorm(clip);
        } else if (op instanceof LimitRowNorms limit) {
            Updates.limitRowNorms(limit);
        } else if (op instanceof GatherRows gather) {
            gatherRows(gather);
        } else if (op instanceof Add add) {
            elementwise(add.y(), (i, j) -> get(add.a(), i, j) + get(add.b(), i, j));
        } else if (op instanceof Multiply multiply) {
            elementwise(multiply.y(), (i, j) -> get(multiply.a(), i, j) * get(multiply.b(), i, j));
        } else if (op instanceof PRelu prelu) {
            Units.prelu(prelu);
        } else if (op instanceof PReluBackward backward) {
            Units.preluBackward(backward);
        } else if (op instanceof MaxOfPieces max) {
            Units.maxOfPieces(max);
        } else if (op instanceof MaxOfPiecesBackward backward) {
            Units.maxOfPiecesBackward(backward);
        } else if (op instanceof WinnerTakeAll winner) {
            Units.winnerTakeAll(winner);
        } else if (op instanceof NormalizeColumns normalize) {
            Normalizations.columns(normalize);
        } else if (op instanceof NormalizeColumnsBackward backward) {
            Normalizations.columnsBackward(backward);
        } else if (op instanceof StandardizeColumns standardize) {
            Normalizations.standardize(standardize);
        } else if (op instanceof NormalizeRows normalize) {
            Normalizations.rows(normalize);
        } else if (op instanceof NormalizeRowsBackward backward) {
            Normalizations.rowsBackward(backward);
        } else if (op instanceof Dropout dropout) {
            Blocks.dropout(dropout);
        } else if (op instanceof Blend blend) {
            Blocks.blend(blend);
        } else if (op instanceof BlendBackward backward) {
            Blocks.blendBackward(backward);
        } else if (op instanceof FourierFeatures fourier) {
            Blocks.fourier(fourier);
        } else if (op instanceof FourierFeaturesBackward backward) {
            Blocks.fourierBackward(backward);
        } else if (op instanceof Fill fill) {
            elementwise(fill.y(), (i, j) -> fill.value());
        } else if (op instanceof Advance advance) {
            set(advance.cursor(), 0, 0, getInt(advance.cursor(), 0) + 1);
        } else {
            throw new AssertionError("no meaning for " + op.name());
        }
    }

    @FunctionalInterface
    private interface Element {
        double at(int row, int column);
    }

    private static void elementwise(MatrixView y, Element element) {
        for (int i = 0; i < y.rows(); i++) {
            for (int j = 0; j < y.columns(); j++) {
                set(y, i, j, element.at(i, j));
            }
        }
    }

    private static void affine(Affine op) {
        double[][] w = rows(op.w());
        for (int i = 0; i < op.x().rows(); i++) {
            double[] x = row(op.x(), i);
            for (int j = 0; j < w.length; j++) {
                double z = op.b() == null ? 0 : get(op.b(), 0, j);
                for (int k = 0; k < x.length; k++) {
                    z += x[k] * w[j][k];
                }
                if (op.z() != null) {
                    set(op.z(), i, j, z);
                }
                set(op.y(), i, j, op.activation().value(z));
            }
        }
    }

    private static void affineBackwardInput(AffineBackwardInput op) {
        double[][] w = rows(op.w());
        for (int i = 0; i < op.dz().rows(); i++) {
            double[] dz = row(op.dz(), i);
            for (int j = 0; j < op.w().columns(); j++) {
                double sum = 0;
                for (int k = 0; k < dz.length; k++) {
                    sum += dz[k] * w[k][j];
                }
                if (op.value() != null) {
                    sum *= op.activation().derivative(get(op.value(), i, j));
                }
                set(op.dx(), i, j, op.accumulate() ? get(op.dx(), i, j) + sum : sum);
            }
        }
    }

    private static void affineBackwardWeights(AffineBackwardWeights op) {
        double[][] dw = op.accumulate()
                ? rows(op.dw())
                : new double[op.dw().rows()][op.dw().columns()];
        double[] db = op.accumulate() && op.db() != null ? row(op.db(), 0) : new double[dw.length];
        for (int row = 0; row < op.x().rows(); row++) {
            double[] dz = row(op.dz(), row);
            double[] x = row(op.x(), row);
            for (int i = 0; i < dz.length; i++) {
                for (int j = 0; j < x.length; j++) {
                    dw[i][j] += dz[i] * x[j];
                }
                db[i] += dz[i];
            }
        }
        elementwise(op.dw(), (i, j) -> dw[i][j]);
        if (op.db() != null) {
            elementwise(op.db(), (i, j) -> db[j]);
        }
    }

    private static void softmax(Softmax op) {
        for (int i = 0; i < op.x().rows(); i++) {
            double[] x = row(op.x(), i);
            double max = x[0];
            for (double value : x) {
                max = Math.max(max, value);
            }
            double sum = 0;
            for (double value : x) {
                sum += Math.exp(value - max);
            }
            for (int j = 0; j < x.length; j++) {
                set(op.y(), i, j, op.logarithm() ? x[j] - max - Math.log(sum) : Math.exp(x[j] - max) / sum);
            }
        }
    }

    private static void softmaxBackward(SoftmaxBackward op) {
        for (int i = 0; i < op.dy().rows(); i++) {
            double[] dy = row(op.dy(), i);
            double[] y = row(op.y(), i);
            double sum = 0;
            for (int j = 0; j < y.length; j++) {
                sum += op.logarithm() ? dy[j] : dy[j] * y[j];
            }
            for (int j = 0; j < y.length; j++) {
                set(op.dx(), i, j, op.logarithm() ? dy[j] - Math.exp(y[j]) * sum : y[j] * (dy[j] - sum));
            }
        }
    }

    private static void lossGradient(LossGradient op) {
        int cursor = getInt(op.cursor(), 0);
        double divisor = op.divisors() == null ? op.z().rows() : get(op.divisors(), 0, cursor);
        double[] dz = new double[op.z().columns()];
        double[] w = op.classWeights() == null ? ones(dz.length) : row(op.classWeights(), 0);
        double sum = 0;
        for (int i = 0; i < op.z().rows(); i++) {
            double[] z = row(op.z(), i);
            double[] t = row(op.t(), i);
            double weight = op.rowWeights() == null ? 1 : get(op.rowWeights(), i, 0);
            sum += op.loss().value(z, t, w) * weight;
            if (op.dz() != null) {
                op.loss().gradient(z, t, w, dz);
                for (int j = 0; j < dz.length; j++) {
                    set(op.dz(), i, j, dz[j] * weight / divisor);
                }
            }
        }
        double loss = sum / divisor;
        set(op.losses(), 0, cursor, op.accumulate() ? get(op.losses(), 0, cursor) + loss : loss);
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static void gatherRows(GatherRows op) {
        int first = getInt(op.cursor(), 0) * op.stride();
        elementwise(op.y(), (i, j) -> {
            double value = get(op.source(), getInt(op.permutation(), first + i), j);
            return op.mean() == null ? value : (value - get(op.mean(), 0, j)) * get(op.scale(), 0, j);
        });
    }

    private static double[][] rows(MatrixView view) {
        double[][] rows = new double[view.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(view, i);
        }
        return rows;
    }

    private static double[] row(MatrixView view, int row) {
        double[] values = new double[view.columns()];
        for (int j = 0; j < values.length; j++) {
            values[j] = get(view, row, j);
        }
        return values;
    }
}
