package io.percept.opencl;

import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.GatherRows;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Update;
import io.percept.kernels.GpuTile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Launches a {@link DenseStep} as it says, with an update of its parameters and the advance of its cursor where that is possible. It takes
 * products that are cut into tiles for GPUs: where another cut is planned the operations are launched one by one.
 */
final class DenseStepLowering {
    /** Set to false, every operation takes a launch of its own: to see what the others gain. */
    static final String PROPERTY = "percept.opencl.few-launches";

    private final LaunchFactory launches;
    private final GemmPlanner planner;
    private final GemmLowering gemm;
    private final StepKernels steps;

    DenseStepLowering(LaunchFactory launches, GemmPlanner planner, GemmLowering gemm, StepKernels steps) {
        this.launches = launches;
        this.planner = planner;
        this.gemm = gemm;
        this.steps = steps;
    }

    /**
     * A step's launches.
     *
     * @param done positions in the list of what they do
     * @param coefficients where those of an update are that is not done yet, by the update's position
     */
    record Result(List<ClLaunch> launches, BitSet done, Map<Integer, ClMemory> coefficients) {}

    /** The launches of the step that begins at this position, if one does. */
    Optional<Result> lower(List<Op> ops, int position) {
        return DenseStep.of(ops, position).flatMap(step -> lower(step, ops));
    }

    private Optional<Result> lower(DenseStep step, List<Op> ops) {
        if (!isOnTiles(step) || "false".equals(System.getProperty(PROPERTY))) {
            return Optional.empty();
        }
        Optional<Bookkeeping> bookkeeping = Bookkeeping.of(ops, step.lossPosition());
        OptionalInt later = bookkeeping.map(Bookkeeping::update).orElse(OptionalInt.empty());
        Optional<Update> update =
                later.isPresent() ? Optional.of((Update) ops.get(later.getAsInt())) : Optional.empty();
        if (update.isPresent() && writes(step, update.get().schedule())) {
            return Optional.empty();
        }
        BitSet done = new BitSet();
        done.set(step.position(), step.end());
        bookkeeping.ifPresent(both -> done.set(both.advance()));
        Optional<ClMemory> coefficients = update.map(
                op -> launches.scratch((long) op.schedule().columns() * Float.BYTES, "the coefficients of a step"));
        Optional<DenseUpdate> inParts = update.flatMap(op -> DenseUpdate.of(step, ops, later.getAsInt()));
        inParts.ifPresent(parts -> done.set(later.getAsInt()));
        boolean left = update.isPresent() && inParts.isEmpty();
        return Optional.of(new Result(
                launches(step, update, coefficients, inParts, bookkeeping.isPresent()),
                done,
                left ? Map.of(later.getAsInt(), coefficients.orElseThrow()) : Map.of()));
    }

    private static boolean writes(DenseStep step, MatrixView view) {
        return step.ops().stream().flatMap(op -> op.outputs().stream()).anyMatch(view::overlaps);
    }

    private List<ClLaunch> launches(
            DenseStep step,
            Optional<Update> update,
            Optional<ClMemory> coefficients,
            Optional<DenseUpdate> inParts,
            boolean advance) {
        List<ClLaunch> lowered = new ArrayList<>();
        for (GatherRows other : step.others()) {
            lowered.add(steps.gather(other, Optional.empty()));
        }
        List<DenseStep.Layer> layers = step.layers();
        int count = layers.size();
        Optional<HeadKernel> head =
                HeadKernel.fits(step) ? Optional.of(new HeadKernel(launches, step)) : Optional.empty();
        if (head.isEmpty() || count > 1) {
            lowered.add(first(step));
        }
        for (DenseStep.Layer layer : layers.subList(Math.min(1, count - 1), count - 1)) {
            lowered.addAll(gemm.affine(layer.forward()));
        }
        head.ifPresentOrElse(
                one -> lowered.add(one.launch(update, coefficients)),
                () -> lowered.addAll(withoutHead(step, update, coefficients, advance)));
        BackwardKernel backward = new BackwardKernel(launches, inParts, coefficients);
        for (int i = count - 2; i >= 1; i--) {
            AffineBackwardInput input = layers.get(i).input();
            AffineBackwardWeights weights = layers.get(i + 1).weights();
            lowered.add(backward.launch(Optional.of(input), weights, tile(input, weights), Optional.empty()));
        }
        Optional<AffineBackwardWeights> second =
                count > 1 ? Optional.of(layers.get(1).weights()) : Optional.empty();
        AffineBackwardWeights first = layers.get(0).weights();
        lowered.add(backward.launch(
                second,
                first,
                second.map(above -> tile(above, first)).orElseGet(() -> tile(first)),
                head.map(one -> new BackwardKernel.Finish(step.loss(), one.parts(), one.groups(), advance))));
        return lowered;
    }

    private ClLaunch first(DenseStep step) {
        Affine first = step.layers().get(0).forward();
        return gemm.affineOfBatch(step.features(), first, tile(first));
    }

    /** What a head would do, and the end of the step, operation by operation. The first layer is done already. */
    private List<ClLaunch> withoutHead(
            DenseStep step, Optional<Update> update, Optional<ClMemory> coefficients, boolean advance) {
        List<ClLaunch> lowered = new ArrayList<>(List.of(steps.gather(step.targets(), Optional.empty())));
        if (step.layers().size() > 1) {
            lowered.addAll(gemm.affine(step.last().forward()));
        }
        lowered.add(steps.loss(step.loss(), advance, update, coefficients));
        if (step.layers().size() > 1) {
            lowered.addAll(gemm.backwardInput(step.last().input()));
        }
        return lowered;
    }

    private boolean isOnTiles(DenseStep step) {
        return step.layers().stream()
                .flatMap(layer -> Stream.of(layer.forward(), layer.weights(), layer.input()))
                .allMatch(op -> op == null || plan(op).variant() instanceof GpuTile);
    }

    private GemmPlan plan(Op op) {
        if (op instanceof Affine affine) {
            MatrixView y = affine.y();
            return planner.choose(
                    GemmPlanner.Form.NT, y.rows(), y.columns(), affine.x().columns());
        } else if (op instanceof AffineBackwardInput backward) {
            MatrixView dx = backward.dx();
            return planner.choose(
                    GemmPlanner.Form.NN, dx.rows(), dx.columns(), backward.dz().columns());
        }
        AffineBackwardWeights backward = (AffineBackwardWeights) op;
        MatrixView dw = backward.dw();
        return planner.choose(
                GemmPlanner.Form.TN, dw.rows(), dw.columns(), backward.x().rows());
    }

    /** The tile that is planned for the operation that takes longest. Its plan may have parts, which would cost more launches: not here. */
    private GpuTile tile(Op... ops) {
        Op longest = ops[0];
        for (Op op : ops) {
            longest = op.flops() > longest.flops() ? op : longest;
        }
        return (GpuTile) plan(longest).variant();
    }
}
