package io.percept.opencl;

import io.percept.backend.DistributionLoss;
import io.percept.backend.ElementType;
import io.percept.backend.Executable.Launch;
import io.percept.backend.GatherRows;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.Op;
import io.percept.backend.Update;
import io.percept.kernels.Build;
import io.percept.kernels.Program;
import java.util.Optional;

/** The launches around a network's products: fetching a batch, and its loss. */
final class StepKernels {
    private final LaunchFactory launches;

    StepKernels(LaunchFactory launches) {
        this.launches = launches;
    }

    /** Whether a gathering and the operation after it can be one launch: features, and targets of the same rows. */
    static boolean gathersTogether(GatherRows first, Op second) {
        return second instanceof GatherRows targets
                && first.y().type() == ElementType.FLOAT32
                && targets.mean() == null
                && targets.source().type() == targets.y().type()
                && targets.permutation().equals(first.permutation())
                && targets.cursor().equals(first.cursor())
                && targets.stride() == first.stride()
                && targets.y().rows() == first.y().rows()
                && targets.inputs().stream().noneMatch(first.y()::overlaps)
                && first.inputs().stream().noneMatch(targets.y()::overlaps)
                && !targets.y().overlaps(first.y());
    }

    ClLaunch gather(GatherRows op, Optional<GatherRows> targets) {
        Build build = ofSource(Build.of(Program.GATHER), op);
        if (targets.isPresent()) {
            build = build.with("TARGET", cType(targets.get().y().type()));
        }
        ClLaunch launch = launches.launch(build, "gather")
                .matrix(op.source())
                .vector(op.permutation())
                .vector(op.cursor());
        standardization(launch, op);
        launch.matrix(op.y());
        targets.ifPresent(both -> launch.matrix(both.source()).matrix(both.y()));
        launch.integer(op.y().rows())
                .integer(op.y().columns())
                .integer(op.source().rows())
                .integer(op.permutation().columns())
                .integer(op.stride());
        targets.ifPresent(
                both -> launch.integer(both.y().columns()).integer(both.source().rows()));
        int widest = Math.max(
                op.y().columns(), targets.map(both -> both.y().columns()).orElse(0));
        int group = LaunchFactory.group(build);
        long flops = op.flops();
        long bytes = op.bytes() + targets.map(Op::bytes).orElse(0L);
        return launch.over(
                new long[] {LaunchFactory.roundUp(widest, group), op.y().rows()},
                new long[] {group, 1},
                new Launch(
                        op.name(),
                        targets.isPresent() ? "with targets" : "alone",
                        op.y().shape(),
                        flops,
                        bytes));
    }

    /** A build with the options of what is gathered. */
    static Build ofSource(Build build, GatherRows op) {
        return build.with("SOURCE", cType(op.source().type())).with("STANDARDIZE", op.mean() != null);
    }

    /** What is done to the elements, as the kernels take it. */
    static void standardization(ClLaunch launch, GatherRows op) {
        if (op.mean() != null) {
            launch.vector(op.mean()).vector(op.scale());
        }
    }

    private static String cType(ElementType type) {
        return switch (type) {
            case FLOAT32 -> "float";
            case INT32 -> "int";
            case UINT8 -> "uchar";
        };
    }

    /** A build with the options of a loss's rows. */
    static Build ofLoss(Build build, LossGradient op) {
        return build.with("LOSS", LaunchFactory.macro(op.loss().name()))
                .with("SMOOTHING", op.loss() instanceof DistributionLoss loss && loss.labelSmoothing() != 0)
                .with("CLASS_WEIGHTS", op.classWeights() != null)
                .with("ROW_WEIGHTS", op.rowWeights() != null)
                .with("DIVISORS", op.divisors() != null);
    }

    /**
     * The loss of a batch.
     *
     * @param advance whether to move the cursor on
     * @param update the update whose coefficients to copy
     * @param coefficients where to
     */
    ClLaunch loss(LossGradient op, boolean advance, Optional<Update> update, Optional<ClMemory> coefficients) {
        Build build = ofLoss(Build.of(Program.LOSS), op)
                .with("GRADIENT", op.dz() != null)
                .with("ACCUMULATE", op.accumulate())
                .with("ADVANCE", advance)
                .with("COEFFICIENTS", update.isPresent());
        ClLaunch launch = launches.launch(build, "loss").matrix(op.z()).matrix(op.t());
        lossInputs(launch, op, update);
        launch.vector(op.losses());
        if (op.dz() != null) {
            launch.matrix(op.dz());
        }
        coefficients.ifPresent(memory -> launch.buffer(memory).integer(0));
        launch.integer(op.z().rows())
                .integer(op.z().columns())
                .integer(op.losses().columns());
        update.ifPresent(later ->
                launch.integer(later.schedule().rows()).integer(later.schedule().columns()));
        settings(launch, op.loss(), op.z().columns());
        int group = LaunchFactory.group(build);
        String variant = op.loss().name() + (advance ? ", advance" : "");
        return launch.over(
                new long[] {group},
                new long[] {group},
                new Launch(op.name(), variant, op.z().shape(), op.flops(), op.bytes()));
    }

    /** What a loss reads besides outputs and targets, and the schedule of the update whose coefficients to copy. */
    static void lossInputs(ClLaunch launch, LossGradient op, Optional<Update> update) {
        if (op.classWeights() != null) {
            launch.vector(op.classWeights());
        }
        if (op.rowWeights() != null) {
            launch.matrix(op.rowWeights());
        }
        launch.vector(op.cursor());
        if (op.divisors() != null) {
            launch.vector(op.divisors());
        }
        update.ifPresent(later -> launch.matrix(later.schedule()));
    }

    /** The numbers that a loss brings. */
    static void settings(ClLaunch launch, Loss loss, int columns) {
        if (loss instanceof DistributionLoss distribution && distribution.labelSmoothing() != 0) {
            double smoothing = distribution.labelSmoothing();
            launch.real((float) (1 - smoothing)).real((float) (smoothing / columns));
        } else if (loss instanceof Loss.Huber huber) {
            launch.real((float) huber.delta());
        } else if (loss instanceof Loss.Quantile quantile) {
            launch.real((float) quantile.tau()).real((float) (quantile.tau() - 1));
        }
    }
}
