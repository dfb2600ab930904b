package io.percept.backend;

import java.util.List;

/**
 * One operation of a training step: an immutable description that names its operands. A device compiles lists of them.
 *
 * <p>Constructors check shapes, types and overlaps and throw {@link IllegalArgumentException} that names the operands; after that an
 * operation is valid for ever. Matrices are row-major with one row per example; weights are (out, in). What each operation means is
 * written on its record, and is what the reference backend does.
 */
public sealed interface Op
        permits Activate,
                ActivateBackward,
                Add,
                Advance,
                Affine,
                AffineBackwardInput,
                AffineBackwardWeights,
                Blend,
                BlendBackward,
                ClipNorm,
                Dropout,
                Fill,
                FourierFeatures,
                FourierFeaturesBackward,
                GatherRows,
                LimitRowNorms,
                LossGradient,
                MaxOfPieces,
                MaxOfPiecesBackward,
                Multiply,
                NormalizeColumns,
                NormalizeColumnsBackward,
                NormalizeRows,
                NormalizeRowsBackward,
                PRelu,
                PReluBackward,
                Softmax,
                SoftmaxBackward,
                StandardizeColumns,
                Update,
                WinnerTakeAll {
    /** What the operation reads, accumulated outputs included. */
    List<MatrixView> inputs();

    /** What the operation writes. */
    List<MatrixView> outputs();

    /** Floating-point operations, where a function such as exp counts as one. */
    long flops();

    /** Bytes that must be moved at least: every input read and every output written once. */
    default long bytes() {
        long bytes = 0;
        for (MatrixView input : inputs()) {
            bytes += input.bytes();
        }
        for (MatrixView output : outputs()) {
            bytes += output.bytes();
        }
        return bytes;
    }

    /** The operation's name. */
    default String name() {
        return getClass().getSimpleName();
    }
}
