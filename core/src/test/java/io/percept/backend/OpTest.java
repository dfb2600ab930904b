package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;
import static io.percept.backend.ElementType.UINT8;
import static io.percept.backend.Fakes.matrix;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the operations' constructors refuse, with which words, and what operations say of themselves. */
class OpTest {
    private static final Activation TANH = new Activation.Tanh();
    private static final Activation IDENTITY = new Activation.Identity();

    private final MatrixView cursor = matrix(1, 1, INT32);

    @Test
    void affineRefusesShapesThatDoNotFit() {
        MatrixView x = matrix(128, 784);
        MatrixView w = matrix(512, 784);
        MatrixView y = matrix(128, 512);

        refuses(
                () -> new Affine(x, matrix(512, 800), null, y),
                "Affine: x is 128 x 784 but w is 512 x 800; w must have x's 784 columns");
        refuses(
                () -> new Affine(x, w, null, matrix(128, 500)),
                "Affine: y is 128 x 500 but x is 128 x 784; y must be 128 x 512");
        refuses(
                () -> new Affine(x, w, matrix(1, 784), y),
                "Affine: b is 1 x 784; it must be 1 x 512, a bias for each row of w");
        refuses(
                () -> new Affine(x, w, matrix(512, 1), y),
                "Affine: b is 512 x 1; it must be 1 x 512, a bias for each row of w");
        refuses(
                () -> new Affine(x, w, null, TANH, matrix(128, 511), y),
                "Affine: z is 128 x 511 but y is 128 x 512; they must have the same shape");
    }

    @Test
    void affineRefusesOtherTypes() {
        MatrixView x = matrix(2, 3);
        MatrixView w = matrix(4, 3);
        MatrixView y = matrix(2, 4);

        refuses(() -> new Affine(matrix(2, 3, UINT8), w, null, y), "Affine: x holds UINT8; it must hold FLOAT32");
        refuses(() -> new Affine(x, matrix(4, 3, INT32), null, y), "Affine: w holds INT32; it must hold FLOAT32");
        refuses(() -> new Affine(x, w, matrix(1, 4, INT32), y), "Affine: b holds INT32; it must hold FLOAT32");
        refuses(() -> new Affine(x, w, null, matrix(2, 4, INT32)), "Affine: y holds INT32; it must hold FLOAT32");
        refuses(
                () -> new Affine(x, w, null, TANH, matrix(2, 4, INT32), y),
                "Affine: z holds INT32; it must hold FLOAT32");
    }

    @Test
    void affineRefusesToWriteWhereItReads() {
        MatrixView x = matrix(3, 3);
        MatrixView w = matrix(3, 3);
        MatrixView y = matrix(3, 3);

        refuses(() -> new Affine(x, w, null, x), "Affine: an output of 3 x 3 overlaps an input of 3 x 3");
        refuses(() -> new Affine(x, w, null, w), "Affine: an output of 3 x 3 overlaps an input of 3 x 3");
        refuses(() -> new Affine(x, w, y.rowRange(1, 1), y), "Affine: an output of 3 x 3 overlaps an input of 1 x 3");
        refuses(() -> new Affine(x, w, null, TANH, y, y), "Affine: outputs of 3 x 3 and 3 x 3 overlap");
        assertThat(new Affine(x, x, null, y).y()).isEqualTo(y);
    }

    @Test
    void affineBackwardInputRefusesWhatDoesNotFit() {
        MatrixView dz = matrix(6, 4);
        MatrixView w = matrix(4, 5);
        MatrixView dx = matrix(6, 5);

        refuses(
                () -> new AffineBackwardInput(dz, matrix(5, 5), dx),
                "AffineBackwardInput: dz is 6 x 4 but w is 5 x 5; w must have 4 rows");
        refuses(
                () -> new AffineBackwardInput(dz, w, matrix(6, 4)),
                "AffineBackwardInput: dx is 6 x 4 but w is 4 x 5; dx must be 6 x 5");
        refuses(
                () -> new AffineBackwardInput(dz, w, TANH, null, false, dx),
                "AffineBackwardInput: the derivative of tanh needs a value");
        refuses(
                () -> new AffineBackwardInput(dz, w, TANH, matrix(6, 4), false, dx),
                "AffineBackwardInput: value is 6 x 4 but dx is 6 x 5; they must have the same shape");
        refuses(
                () -> new AffineBackwardInput(dz, w, TANH, dx, true, dx),
                "AffineBackwardInput: an output of 6 x 5 overlaps an input of 6 x 5");
        refuses(
                () -> new AffineBackwardInput(matrix(6, 4, INT32), w, dx),
                "AffineBackwardInput: dz holds INT32; it must hold FLOAT32");
    }

    @Test
    void affineBackwardWeightsRefusesWhatDoesNotFit() {
        MatrixView dz = matrix(6, 4);
        MatrixView x = matrix(6, 5);
        MatrixView dw = matrix(4, 5);

        refuses(
                () -> new AffineBackwardWeights(dz, matrix(7, 5), false, dw, null),
                "AffineBackwardWeights: dz is 6 x 4 but x is 7 x 5; they must have the same rows");
        refuses(
                () -> new AffineBackwardWeights(dz, x, false, matrix(5, 4), null),
                "AffineBackwardWeights: dw is 5 x 4 but x is 6 x 5; dw must be 4 x 5");
        refuses(
                () -> new AffineBackwardWeights(dz, x, false, dw, matrix(1, 5)),
                "AffineBackwardWeights: db is 1 x 5; it must be 1 x 4, a bias for each column of dz");
        refuses(
                () -> new AffineBackwardWeights(
                        dz, x, true, dw, dw.rowRange(0, 1).columnRange(0, 4)),
                "AffineBackwardWeights: outputs of 4 x 5 and 1 x 4 overlap");
    }

    @Test
    void elementwiseOperationsRefuseOtherShapesAndPartialOverlaps() {
        MatrixView a = matrix(4, 5);
        MatrixView b = matrix(4, 5);
        MatrixView shifted = new MatrixView(matrix(5, 5).buffer(), 5, 4, 5, 5);
        MatrixView start = new MatrixView(shifted.buffer(), 0, 4, 5, 5);

        refuses(() -> new Add(a, matrix(5, 4), b), "Add: a is 4 x 5 but b is 5 x 4; they must have the same shape");
        refuses(
                () -> new Multiply(a, b, matrix(4, 4)),
                "Multiply: a is 4 x 5 but y is 4 x 4; they must have the same shape");
        refuses(() -> new Add(a, start, shifted), "Add: an output of 4 x 5 overlaps an input of 4 x 5");
        refuses(() -> new Multiply(shifted, b, start), "Multiply: an output of 4 x 5 overlaps an input of 4 x 5");
        refuses(() -> new Activate(start, TANH, shifted), "Activate: an output of 4 x 5 overlaps an input of 4 x 5");
        refuses(
                () -> new Activate(a, TANH, matrix(4, 6)),
                "Activate: x is 4 x 5 but y is 4 x 6; they must have the same shape");
        refuses(
                () -> new ActivateBackward(a, TANH, b, b),
                "ActivateBackward: an output of 4 x 5 overlaps an input of 4 x 5");
        refuses(
                () -> new ActivateBackward(a, TANH, matrix(1, 5), b),
                "ActivateBackward: dy is 4 x 5 but value is 1 x 5; they must have the same shape");
        refuses(() -> new Fill(0, matrix(2, 2, INT32)), "Fill: y holds INT32; it must hold FLOAT32");
    }

    @Test
    void elementwiseOperationsWorkInPlace() {
        MatrixView a = matrix(4, 5);
        MatrixView b = matrix(4, 5);

        assertThat(new Add(a, b, a).outputs()).containsExactly(a);
        assertThat(new Add(a, b, b).outputs()).containsExactly(b);
        assertThat(new Add(a, a, a).inputs()).containsExactly(a, a);
        assertThat(new Multiply(a, b, b).outputs()).containsExactly(b);
        assertThat(new Activate(a, TANH, a).outputs()).containsExactly(a);
        assertThat(new ActivateBackward(a, TANH, b, a).outputs()).containsExactly(a);
        assertThat(new Softmax(a, true, a).outputs()).containsExactly(a);
        assertThat(new SoftmaxBackward(a, b, true, a).outputs()).containsExactly(a);
    }

    @Test
    void softmaxRefusesWhatDoesNotFit() {
        MatrixView a = matrix(4, 5);

        refuses(
                () -> new Softmax(a, false, matrix(5, 5)),
                "Softmax: x is 4 x 5 but y is 5 x 5; they must have the same shape");
        refuses(
                () -> new SoftmaxBackward(a, matrix(4, 4), false, a),
                "SoftmaxBackward: dy is 4 x 5 but y is 4 x 4; they must have the same shape");
        MatrixView y = matrix(4, 5);
        refuses(
                () -> new SoftmaxBackward(a, y, false, y),
                "SoftmaxBackward: an output of 4 x 5 overlaps an input of 4 x 5");
    }

    @Test
    void unitsRefuseWhatDoesNotFit() {
        MatrixView x = matrix(4, 6);
        MatrixView y = matrix(4, 6);

        refuses(
                () -> new PRelu(x, matrix(1, 5), y),
                "PRelu: slope is 1 x 5 but x is 4 x 6; slope must be 1 x 1 or 1 x 6");
        refuses(() -> new PRelu(x, x.rowRange(1, 1), x), "PRelu: an output of 4 x 6 overlaps an input of 1 x 6");
        refuses(
                () -> new PReluBackward(x, y, matrix(1, 6), false, x, matrix(1, 1)),
                "PReluBackward: slope is 1 x 6 but dslope is 1 x 1; they must have the same shape");
        refuses(
                () -> new PReluBackward(x, y, matrix(1, 6), false, y, matrix(1, 6)),
                "PReluBackward: an output of 4 x 6 overlaps an input of 4 x 6");
        refuses(
                () -> new MaxOfPieces(x, matrix(4, 4)),
                "MaxOfPieces: x is 4 x 6 but y is 4 x 4; they must have the same rows, and x a multiple of y's columns");
        refuses(
                () -> new MaxOfPiecesBackward(matrix(3, 3), x, y),
                "MaxOfPiecesBackward: x is 4 x 6 but dy is 3 x 3; they must have the same rows, and x a multiple of dy's columns");
        refuses(
                () -> new WinnerTakeAll(x, matrix(4, 5)),
                "WinnerTakeAll: x is 4 x 6 but y is 4 x 5; they must have the same shape");
        assertThat(new PRelu(x, matrix(1, 1), x).outputs()).containsExactly(x);
        assertThat(new MaxOfPieces(x, matrix(4, 2)).pieces()).isEqualTo(3);
        assertThat(new WinnerTakeAll(x, x).outputs()).containsExactly(x);
    }

    @Test
    void lossGradientAsksForTheTargetsOfItsLoss() {
        MatrixView z = matrix(8, 3);
        MatrixView losses = matrix(1, 10);
        Loss classes = new Loss.CrossEntropy();
        Loss squares = new Loss.MeanSquaredError();

        refuses(
                () -> new LossGradient(classes, z, matrix(8, 1), cursor, losses, null),
                "LossGradient: t holds FLOAT32; it must hold INT32");
        refuses(
                () -> new LossGradient(classes, z, matrix(8, 3, INT32), cursor, losses, null),
                "LossGradient: t is 8 x 3 but z is 8 x 3; t must be 8 x 1, a class for each row");
        refuses(
                () -> new LossGradient(squares, z, matrix(8, 1), cursor, losses, null),
                "LossGradient: t is 8 x 1 but z is 8 x 3; they must have the same shape");
        refuses(
                () -> new LossGradient(squares, z, matrix(8, 3, INT32), cursor, losses, null),
                "LossGradient: t holds INT32; it must hold FLOAT32");
        refuses(
                () -> new LossGradient(squares, z, matrix(8, 3), cursor, matrix(10, 1), null),
                "LossGradient: losses is 10 x 1; it must be 1 x 1, a loss for each step");
        refuses(
                () -> new LossGradient(squares, z, matrix(8, 3), cursor, losses, z),
                "LossGradient: an output of 8 x 3 overlaps an input of 8 x 3");
        refuses(
                () -> new LossGradient(squares, z, matrix(8, 3), matrix(1, 1), losses, null),
                "LossGradient: cursor holds FLOAT32; it must hold INT32");
        MatrixView t = matrix(8, 3);
        refuses(
                () -> new LossGradient(squares, z, t, matrix(1, 2), null, cursor, null, false, losses, null),
                "LossGradient: classWeights is 1 x 2; it must be 1 x 3, one for each of z's columns");
        refuses(
                () -> new LossGradient(squares, z, t, null, matrix(1, 8), cursor, null, false, losses, null),
                "LossGradient: rowWeights is 1 x 8 but z is 8 x 3; rowWeights must be 8 x 1, one for each row");
        refuses(
                () -> new LossGradient(squares, z, t, null, null, cursor, matrix(1, 9), false, losses, null),
                "LossGradient: divisors is 1 x 9; it must be 1 x 10, one for each step");
        refuses(() -> new Advance(matrix(1, 2, INT32)), "Advance: cursor is 1 x 2; it must be 1 x 1, one position");
    }

    @Test
    void updateAsksForTheStateOfItsRule() {
        MatrixView w = matrix(1, 20);
        MatrixView gradient = matrix(1, 20);
        MatrixView schedule = matrix(5, 2);
        UpdateRule adam = new AdamRule.Adam();

        refuses(
                () -> new Update(adam, Regularizer.NONE, 0, w, gradient, null, schedule, cursor),
                "Update: state has 0 rows; adam keeps 2");
        refuses(
                () -> new Update(adam, Regularizer.NONE, 0, w, gradient, matrix(2, 19), schedule, cursor),
                "Update: state is 2 x 19 but w is 1 x 20; state must have w's columns");
        refuses(
                () -> new Update(new UpdateRule.Sgd(), Regularizer.NONE, 0, w, gradient, null, schedule, cursor),
                "Update: schedule is 5 x 2 but w is 1 x 20; sgd needs 1 coefficients a step");
        refuses(
                () -> new Update(adam, Regularizer.NONE, 21, w, gradient, matrix(2, 20), schedule, cursor),
                "Update: penalised is 21; it must be 0 to 20");
        refuses(
                () -> new Update(adam, Regularizer.NONE, -1, w, gradient, matrix(2, 20), schedule, cursor),
                "Update: penalised is -1; it must be 0 to 20");
        refuses(
                () -> new Update(adam, Regularizer.NONE, 0, matrix(2, 10), gradient, matrix(2, 20), schedule, cursor),
                "Update: w is 2 x 10; it must be 1 x 10, all parameters in a row");
        refuses(
                () -> new Update(adam, Regularizer.NONE, 0, w, matrix(1, 21), matrix(2, 20), schedule, cursor),
                "Update: gradient is 1 x 21; it must be 1 x 20, one for each parameter");
        refuses(
                () -> new Update(adam, Regularizer.NONE, 0, w, w, matrix(2, 20), schedule, cursor),
                "Update: an output of 1 x 20 overlaps an input of 1 x 20");
    }

    @Test
    void gatherRowsKeepsLabelsLabels() {
        MatrixView source = matrix(50, 4);
        MatrixView permutation = matrix(1, 50, INT32);
        MatrixView y = matrix(8, 4);

        refuses(
                () -> new GatherRows(matrix(50, 4, INT32), permutation, cursor, 8, y),
                "GatherRows: source holds INT32 but y holds FLOAT32; labels stay labels");
        refuses(
                () -> new GatherRows(matrix(50, 4, UINT8), permutation, cursor, 8, matrix(8, 4, INT32)),
                "GatherRows: source holds UINT8 but y holds INT32; labels stay labels");
        refuses(
                () -> new GatherRows(source, permutation, cursor, 8, matrix(8, 4, UINT8)),
                "GatherRows: y holds UINT8; it must hold FLOAT32 or INT32");
        refuses(
                () -> new GatherRows(source, permutation, cursor, 8, matrix(8, 5)),
                "GatherRows: source is 50 x 4 but y is 8 x 5; they must have the same columns");
        refuses(
                () -> new GatherRows(source, permutation, cursor, 7, y),
                "GatherRows: stride is 7; it must be at least y's 8 rows");
        refuses(
                () -> new GatherRows(source, permutation, cursor, 8, matrix(1, 4), null, y),
                "GatherRows: mean and scale go together");
        refuses(
                () -> new GatherRows(source, permutation, cursor, 8, matrix(1, 4), matrix(1, 3), y),
                "GatherRows: scale is 1 x 3; it must be 1 x 4, one for each column");
        refuses(
                () -> new GatherRows(
                        matrix(50, 4, INT32), permutation, cursor, 8, matrix(1, 4), matrix(1, 4), matrix(8, 4, INT32)),
                "GatherRows: y holds INT32; it must hold FLOAT32");
        refuses(
                () -> new GatherRows(source, matrix(50, 1, INT32), cursor, 8, y),
                "GatherRows: permutation is 50 x 1; it must be 1 x 1, a row number for each row");
        refuses(
                () -> new GatherRows(source, permutation, cursor, 8, source.rowRange(3, 8)),
                "GatherRows: an output of 8 x 4 overlaps an input of 50 x 4");
    }

    @Test
    void parametersOutsideTheirRangesAreRefused() {
        refuses(() -> new Regularizer(-1, 0), "l1 is -1.0 and l2 is 0.0; both must be finite and not negative");
        refuses(() -> new Regularizer(0, Double.NaN), "l1 is 0.0 and l2 is NaN; both must be finite and not negative");
        refuses(() -> new UpdateRule.Momentum(1), "momentum is 1.0; it must be at least 0 and less than 1");
        refuses(() -> new AdamRule.Adam(0.9, -0.1, 1e-8), "beta2 is -0.1; it must be at least 0 and less than 1");
        refuses(() -> new AdamRule.Adam(0.9, 0.999, 0), "epsilon is 0.0; it must be positive and finite");
        refuses(() -> DeviceOptions.defaults().withThreads(0), "threads is 0; it must be at least 1");
    }

    @Test
    void operationsKnowTheirCost() {
        MatrixView x = matrix(128, 784);
        MatrixView w = matrix(512, 784);
        MatrixView y = matrix(128, 512);
        long products = 2L * 128 * 784 * 512;

        Op plain = new Affine(x, w, null, y);
        assertThat(plain.flops()).isEqualTo(products);
        assertThat(plain.bytes()).isEqualTo(4L * (128 * 784 + 512 * 784 + 128 * 512));
        Op full = new Affine(x, w, matrix(1, 512), TANH, matrix(128, 512), y);
        assertThat(full.flops()).isEqualTo(products + 2L * 128 * 512);
        assertThat(full.bytes()).isEqualTo(4L * (128 * 784 + 512 * 784 + 512 + 2 * 128 * 512));
        assertThat(full.name()).isEqualTo("Affine");

        Op input = new AffineBackwardInput(y, w, IDENTITY, null, true, x);
        assertThat(input.flops()).isEqualTo(products + 128 * 784);
        assertThat(input.bytes()).isEqualTo(4L * (128 * 512 + 512 * 784 + 2 * 128 * 784));
        assertThat(new AffineBackwardWeights(y, x, false, w, matrix(1, 512)).flops())
                .isEqualTo(products + 128 * 512);

        assertThat(new Add(x, x, matrix(128, 784)).flops()).isEqualTo(128 * 784);
        assertThat(new Fill(0, x).flops()).isZero();
        assertThat(new Fill(0, x).bytes()).isEqualTo(4L * 128 * 784);
        assertThat(new Advance(cursor).bytes()).isEqualTo(8);
    }

    /** The data set is large, but only the batch moves. */
    @Test
    void gatherCountsOnlyTheRowsItMoves() {
        Op gather = new GatherRows(
                matrix(60_000, 784, UINT8), matrix(1, 60_000, INT32), cursor, 128, matrix(128, 784, FLOAT32));

        assertThat(gather.bytes()).isEqualTo(128 * 784 * (1 + 4));
    }

    private static void refuses(ThrowingCallable constructor, String message) {
        assertThatIllegalArgumentException().isThrownBy(constructor).withMessage(message);
    }
}
