package io.percept.opencl;

import io.percept.backend.Activate;
import io.percept.backend.ActivateBackward;
import io.percept.backend.Activation;
import io.percept.backend.AdamRule;
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
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.MaxNorm;
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
import io.percept.backend.Regularizer;
import io.percept.backend.Softmax;
import io.percept.backend.SoftmaxBackward;
import io.percept.backend.StandardizeColumns;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;
import io.percept.backend.WinnerTakeAll;
import io.percept.opencl.SelfCheck.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The operations of the {@link SelfCheck}. One that is added to {@link Op} must come in here; a test makes sure of it. */
final class SelfCheckOperations {
    /** Far above what rounding does to numbers of this size, far below what a wrong formula does. */
    private static final double ROUNDED = 1e-4;

    private static final double EPSILON = 1e-5;

    /** Every operation. */
    static final List<Check> ALL = Stream.of(
                    products(),
                    elements(),
                    rows(),
                    units(),
                    normalizations(),
                    blocks(),
                    steps(),
                    List.of(trainingStep()))
            .flatMap(List::stream)
            .toList();

    private SelfCheckOperations() {}

    /** Small integers make float32 arithmetic exact. */
    private static Check exact(Function<CheckOperands, Op> operation) {
        return new Check(0, operation.andThen(List::of));
    }

    private static Check rounded(Function<CheckOperands, Op> operation) {
        return new Check(ROUNDED, operation.andThen(List::of));
    }

    private static List<Check> products() {
        Activation relu = new Activation.Relu();
        return List.of(
                exact(to ->
                        new Affine(to.matrix(17, 33), to.matrix(9, 33), to.matrix(1, 9), relu, null, to.matrix(17, 9))),
                exact(to -> new AffineBackwardInput(
                        to.matrix(17, 9), to.matrix(9, 33), relu, to.matrix(17, 33), false, to.matrix(17, 33))),
                exact(to -> new AffineBackwardWeights(
                        to.matrix(17, 9), to.matrix(17, 33), false, to.matrix(9, 33), to.matrix(1, 9))));
    }

    private static List<Check> elements() {
        Activation relu = new Activation.Relu();
        return List.of(
                exact(to -> new Activate(to.matrix(5, 67), relu, to.matrix(5, 67))),
                exact(to -> new ActivateBackward(to.matrix(5, 67), relu, to.matrix(5, 67), to.matrix(5, 67))),
                exact(to -> new Add(to.matrix(5, 67), to.matrix(5, 67), to.matrix(5, 67))),
                exact(to -> new Multiply(to.matrix(5, 67), to.matrix(5, 67), to.matrix(5, 67))),
                exact(to -> new Fill(0.5, to.matrix(5, 67))),
                exact(to -> new Advance(to.integers(4))));
    }

    private static List<Check> rows() {
        return List.of(
                exact(to ->
                        new GatherRows(to.matrix(6, 13), to.integers(4, 0, 5, 2), to.integers(0), 3, to.matrix(3, 13))),
                rounded(to -> new Softmax(to.matrix(5, 67), false, to.matrix(5, 67))),
                rounded(to -> new SoftmaxBackward(to.matrix(5, 67), to.fractions(5, 67), false, to.matrix(5, 67))));
    }

    private static List<Check> units() {
        return List.of(
                exact(to -> new PRelu(to.matrix(5, 67), to.matrix(1, 67), to.matrix(5, 67))),
                exact(to -> new PReluBackward(
                        to.matrix(9, 67),
                        to.matrix(9, 67),
                        to.matrix(1, 67),
                        false,
                        to.matrix(9, 67),
                        to.matrix(1, 67))),
                exact(to -> new MaxOfPieces(to.matrix(5, 66), to.matrix(5, 22))),
                exact(to -> new MaxOfPiecesBackward(to.matrix(5, 22), to.matrix(5, 66), to.matrix(5, 66))),
                exact(to -> new WinnerTakeAll(to.matrix(5, 67), to.matrix(5, 67))));
    }

    private static List<Check> normalizations() {
        return List.of(
                rounded(to -> new NormalizeColumns(
                        to.matrix(17, 21),
                        to.matrix(1, 21),
                        to.matrix(1, 21),
                        EPSILON,
                        0.1,
                        to.matrix(1, 21),
                        to.matrix(1, 21),
                        to.matrix(1, 21),
                        to.matrix(1, 21),
                        to.matrix(17, 21))),
                rounded(to -> new NormalizeColumnsBackward(
                        to.matrix(17, 21),
                        to.matrix(17, 21),
                        to.fractions(1, 21),
                        to.fractions(1, 21),
                        to.matrix(1, 21),
                        false,
                        to.matrix(17, 21),
                        to.matrix(1, 21),
                        to.matrix(1, 21))),
                rounded(to -> new StandardizeColumns(
                        to.matrix(5, 67),
                        to.matrix(1, 67),
                        to.fractions(1, 67),
                        to.matrix(1, 67),
                        to.matrix(1, 67),
                        EPSILON,
                        to.matrix(5, 67))),
                rounded(to -> new NormalizeRows(
                        to.matrix(5, 67),
                        to.matrix(1, 67),
                        to.matrix(1, 67),
                        EPSILON,
                        to.matrix(1, 5),
                        to.matrix(1, 5),
                        to.matrix(5, 67))),
                rounded(to -> new NormalizeRowsBackward(
                        to.matrix(17, 21),
                        to.matrix(17, 21),
                        to.fractions(1, 17),
                        to.fractions(1, 17),
                        to.matrix(1, 21),
                        false,
                        to.matrix(17, 21),
                        to.matrix(1, 21),
                        to.matrix(1, 21))));
    }

    private static List<Check> blocks() {
        return List.of(
                exact(to -> new Dropout(to.matrix(5, 67), 0.5, 42, 3, to.integers(7), to.matrix(5, 67))),
                exact(to -> new Blend(to.fractions(5, 67), to.matrix(5, 67), to.matrix(5, 67), to.matrix(5, 67))),
                exact(to -> new BlendBackward(
                        to.matrix(5, 67),
                        to.fractions(5, 67),
                        to.matrix(5, 67),
                        to.matrix(5, 67),
                        to.matrix(5, 67),
                        to.matrix(5, 67),
                        to.matrix(5, 67))),
                rounded(to -> new FourierFeatures(to.fractions(5, 3), to.fractions(11, 3), to.matrix(5, 22))),
                rounded(to -> new FourierFeaturesBackward(
                        to.matrix(5, 22), to.fractions(5, 22), to.matrix(11, 3), to.matrix(5, 3))));
    }

    private static List<Check> steps() {
        return List.of(
                rounded(to -> new LossGradient(
                        new Loss.CrossEntropy(),
                        to.matrix(3, 10),
                        to.column(7, 0, 9),
                        to.integers(1),
                        to.matrix(1, 4),
                        to.matrix(3, 10))),
                rounded(to ->
                        new ClipNorm(2, Regularizer.NONE, 0, to.matrix(1, 300), to.matrix(1, 300), to.matrix(1, 1))),
                rounded(to -> new LimitRowNorms(new MaxNorm(2), to.matrix(5, 67))),
                exact(to -> to.update(new UpdateRule.Sgd())),
                rounded(to -> to.update(new AdamRule.Adam())));
    }

    /** Three dense layers, so that a device that does operations together shows all the ways in which it does. */
    private static Check trainingStep() {
        return new Check(ROUNDED, to -> {
            MatrixView cursor = to.integers(0);
            MatrixView order = to.integers(4, 0, 5, 2, 3);
            MatrixView[] x = {to.matrix(5, 13), to.matrix(5, 9), to.matrix(5, 7), to.matrix(5, 3)};
            MatrixView[] dz = {null, to.matrix(5, 9), to.matrix(5, 7), to.matrix(5, 3)};
            MatrixView t = to.matrix(5, 3);
            MatrixView parameters = to.fractions(1, 9 * 14 + 7 * 10 + 3 * 8);
            MatrixView gradients = to.matrix(1, parameters.columns());
            List<Op> ops = new ArrayList<>(List.of(
                    new GatherRows(to.matrix(6, 13), order, cursor, 5, x[0]),
                    new GatherRows(to.matrix(6, 3), order, cursor, 5, t)));
            List<Op> back = new ArrayList<>();
            int offset = 0;
            for (int layer = 1; layer <= 3; layer++) {
                boolean last = layer == 3;
                int in = x[layer - 1].columns();
                int out = x[layer].columns();
                MatrixView w = parameters.buffer().view(offset, out, in);
                MatrixView b = parameters.buffer().view(offset + out * in, 1, out);
                Activation f = last ? new Activation.Identity() : new Activation.Relu();
                ops.add(new Affine(x[layer - 1], w, b, f, null, x[layer]));
                back.add(
                        0,
                        new AffineBackwardWeights(
                                dz[layer],
                                x[layer - 1],
                                false,
                                gradients.buffer().view(offset, out, in),
                                gradients.buffer().view(offset + out * in, 1, out)));
                if (layer > 1) {
                    back.add(
                            1,
                            new AffineBackwardInput(
                                    dz[layer], w, new Activation.Relu(), x[layer - 1], false, dz[layer - 1]));
                }
                offset += out * (in + 1);
            }
            ops.add(new LossGradient(new Loss.HalfSquaredError(), x[3], t, cursor, to.matrix(1, 2), dz[3]));
            ops.addAll(back);
            ops.add(new Update(
                    new UpdateRule.Sgd(),
                    Regularizer.NONE,
                    0,
                    parameters,
                    gradients,
                    null,
                    to.fractions(2, 1),
                    cursor));
            ops.add(new Advance(cursor));
            return ops;
        });
    }
}
