package io.percept.cpu;

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
import java.util.ArrayList;
import java.util.List;

/** Turns operations into kernels. */
final class Lowering {
    private final Arithmetic arithmetic = Arithmetic.best();
    private final int threads;

    Lowering(int threads) {
        this.threads = threads;
    }

    List<Kernel> lower(List<Op> ops) {
        List<Kernel> kernels = new ArrayList<>();
        ops.forEach(op -> kernels.addAll(lower(op)));
        return kernels;
    }

    private List<Kernel> lower(Op op) {
        if (op instanceof Affine affine) {
            return affine(affine);
        } else if (op instanceof AffineBackwardInput backward) {
            return affineBackwardInput(backward);
        } else if (op instanceof AffineBackwardWeights backward) {
            return affineBackwardWeights(backward);
        } else if (op instanceof Activate activate) {
            return List.of(Elementwise.activate(activate));
        } else if (op instanceof ActivateBackward backward) {
            return List.of(Elementwise.activateBackward(backward));
        } else if (op instanceof Add add) {
            return List.of(Elementwise.add(add));
        } else if (op instanceof Multiply multiply) {
            return List.of(Elementwise.multiply(multiply));
        } else if (op instanceof Fill fill) {
            return List.of(Elementwise.fill(fill));
        } else if (op instanceof Softmax softmax) {
            return List.of(SoftmaxKernels.forward(softmax));
        } else if (op instanceof SoftmaxBackward backward) {
            return List.of(SoftmaxKernels.backward(backward));
        } else if (op instanceof PRelu prelu) {
            return List.of(PReluKernels.forward(prelu));
        } else if (op instanceof PReluBackward backward) {
            return PReluKernels.backward(backward);
        } else if (op instanceof MaxOfPieces max) {
            return List.of(MaximumKernels.maxOfPieces(max));
        } else if (op instanceof MaxOfPiecesBackward backward) {
            return List.of(MaximumKernels.maxOfPiecesBackward(backward));
        } else if (op instanceof WinnerTakeAll winner) {
            return List.of(MaximumKernels.winnerTakeAll(winner));
        } else if (op instanceof NormalizeColumns normalize) {
            return List.of(BatchNormForward.of(normalize));
        } else if (op instanceof NormalizeColumnsBackward backward) {
            return List.of(BatchNormBackward.of(backward));
        } else if (op instanceof StandardizeColumns standardize) {
            return List.of(StandardizeKernel.of(standardize));
        } else if (op instanceof NormalizeRows normalize) {
            return List.of(LayerNormForward.of(normalize));
        } else if (op instanceof NormalizeRowsBackward backward) {
            return LayerNormBackward.of(backward);
        } else if (op instanceof Dropout dropout) {
            return List.of(new DropoutKernel(dropout, threads));
        } else if (op instanceof Blend blend) {
            return List.of(BlendKernels.forward(blend));
        } else if (op instanceof BlendBackward backward) {
            return List.of(BlendKernels.backward(backward));
        } else if (op instanceof FourierFeatures fourier) {
            return List.of(FourierKernels.forward(fourier));
        } else if (op instanceof FourierFeaturesBackward backward) {
            return List.of(FourierKernels.backward(backward));
        } else if (op instanceof LossGradient lossGradient) {
            return LossKernels.of(lossGradient, threads);
        } else if (op instanceof Update update) {
            return List.of(new UpdateKernel(update, threads));
        } else if (op instanceof ClipNorm clip) {
            return NormKernels.of(clip, threads);
        } else if (op instanceof LimitRowNorms limit) {
            return List.of(new NormKernels.Rows(limit));
        } else if (op instanceof GatherRows gather) {
            return List.of(new GatherKernel(gather));
        } else if (op instanceof Advance advance) {
            return List.of(new AdvanceKernel(advance));
        }
        throw new AssertionError("no kernel for " + op.name());
    }

    private List<Kernel> affine(Affine op) {
        Row b = op.b() == null ? null : new Row(op.b());
        Row y = new Row(op.y());
        Row z = op.z() == null ? null : new Row(op.z());
        ActivationLoops activation = arithmetic.activation(op.activation());
        RowLoops rows = arithmetic.rows();
        Gemm.RowSink sink = (row, column, n, product, offset) -> {
            if (b != null) {
                rows.add(product, offset, b.data, b.start(0) + column, product, offset, n);
            }
            if (z != null) {
                System.arraycopy(product, offset, z.data, z.start(row) + column, n);
            }
            activation.forward(product, offset, y.data, y.start(row) + column, n);
        };
        return plan(new Gemm.Product(op.name(), op.x(), false, op.w(), true, sink));
    }

    private List<Kernel> affineBackwardInput(AffineBackwardInput op) {
        StoreRows store = new StoreRows(new Row(op.dx()), op.accumulate());
        return plan(new Gemm.Product(
                op.name(), op.dz(), false, op.w(), false, op.value() == null ? store : derived(op, store)));
    }

    /** Times the derivative of the activation below. */
    private Gemm.RowSink derived(AffineBackwardInput op, StoreRows store) {
        Row value = new Row(op.value());
        Row dx = store.target();
        ActivationLoops activation = arithmetic.activation(op.activation());
        return (row, column, n, product, offset) -> {
            int from = value.start(row) + column;
            if (op.accumulate()) {
                activation.backward(product, offset, value.data, from, product, offset, n);
                store.accept(row, column, n, product, offset);
            } else {
                activation.backward(product, offset, value.data, from, dx.data, dx.start(row) + column, n);
            }
        };
    }

    private List<Kernel> affineBackwardWeights(AffineBackwardWeights op) {
        StoreRows store = new StoreRows(new Row(op.dw()), op.accumulate());
        List<Kernel> kernels = new ArrayList<>(plan(new Gemm.Product(op.name(), op.dz(), true, op.x(), false, store)));
        if (op.db() != null) {
            kernels.add(new ColumnSums(op.dz(), op.db(), op.accumulate()));
        }
        return kernels;
    }

    private List<Kernel> plan(Gemm.Product product) {
        return arithmetic.gemm().plan(product, threads);
    }
}
