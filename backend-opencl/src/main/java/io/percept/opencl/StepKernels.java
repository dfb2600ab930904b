package io.percept.opencl;

import io.percept.backend.AdamRule;
import io.percept.backend.AdaptiveRule;
import io.percept.backend.DistributionLoss;
import io.percept.backend.ElementType;
import io.percept.backend.Executable.Launch;
import io.percept.backend.GatherRows;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;
import io.percept.kernels.Build;
import io.percept.kernels.Program;
import java.util.Optional;

/** The launches around a network's products: fetching a batch, its loss, and the update. */
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
        Build build = Build.of(Program.GATHER)
                .with("SOURCE", cType(op.source().type()))
                .with("STANDARDIZE", op.mean() != null);
        if (targets.isPresent()) {
            build = build.with("TARGET", cType(targets.get().y().type()));
        }
        ClLaunch launch = launches.launch(build, "gather")
                .matrix(op.source())
                .vector(op.permutation())
                .vector(op.cursor());
        if (op.mean() != null) {
            launch.vector(op.mean()).vector(op.scale());
        }
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

    private static String cType(ElementType type) {
        return switch (type) {
            case FLOAT32 -> "float";
            case INT32 -> "int";
            case UINT8 -> "uchar";
        };
    }

    /**
     * The loss of a batch.
     *
     * @param advance whether to move the cursor on
     * @param update the update whose coefficients to copy
     * @param coefficients where to
     */
    ClLaunch loss(LossGradient op, boolean advance, Optional<Update> update, Optional<ClMemory> coefficients) {
        Build build = Build.of(Program.LOSS)
                .with("LOSS", LaunchFactory.macro(op.loss().name()))
                .with("SMOOTHING", op.loss() instanceof DistributionLoss loss && loss.labelSmoothing() != 0)
                .with("GRADIENT", op.dz() != null)
                .with("CLASS_WEIGHTS", op.classWeights() != null)
                .with("ROW_WEIGHTS", op.rowWeights() != null)
                .with("DIVISORS", op.divisors() != null)
                .with("ACCUMULATE", op.accumulate())
                .with("ADVANCE", advance)
                .with("COEFFICIENTS", update.isPresent());
        ClLaunch launch = launches.launch(build, "loss").matrix(op.z()).matrix(op.t());
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

    private static void settings(ClLaunch launch, Loss loss, int columns) {
        if (loss instanceof DistributionLoss distribution && distribution.labelSmoothing() != 0) {
            double smoothing = distribution.labelSmoothing();
            launch.real((float) (1 - smoothing)).real((float) (smoothing / columns));
        } else if (loss instanceof Loss.Huber huber) {
            launch.real((float) huber.delta());
        } else if (loss instanceof Loss.Quantile quantile) {
            launch.real((float) quantile.tau()).real((float) (quantile.tau() - 1));
        }
    }

    /** An optimizer's step, with coefficients that the loss kernel copied or from the schedule itself. */
    ClLaunch update(Update op, Optional<ClMemory> coefficients) {
        boolean regularized = !op.regularizer().isNone();
        boolean decoupled = op.decay().decoupled();
        Build build = build(op.rule())
                .with("REGULARIZER", regularized)
                .with("CLIP", op.clipsValues())
                .with("SCALED", op.scale() != null)
                .with("DECAY", op.decay().isNone() ? "NO_DECAY" : decoupled ? "DECOUPLED" : "COUPLED")
                .with("SCHEDULED", coefficients.isEmpty());
        ClLaunch launch = launches.launch(build, "update").vector(op.w()).vector(op.gradient());
        if (op.scale() != null) {
            launch.vector(op.scale());
        }
        if (op.state() != null) {
            launch.matrix(op.state());
        }
        coefficients.ifPresentOrElse(
                memory -> launch.buffer(memory).integer(0),
                () -> launch.matrix(op.schedule()).vector(op.cursor()));
        MatrixView w = op.w();
        launch.integer(w.columns());
        if (coefficients.isEmpty()) {
            launch.integer(op.schedule().rows());
        }
        if (regularized) {
            launch.integer(op.penalised()).real((float) op.regularizer().l1()).real((float)
                    (2 * op.regularizer().l2()));
        }
        if (op.clipsValues()) {
            launch.real((float) op.clipValue());
        }
        if (!op.decay().isNone()) {
            launch.integer(op.decayed());
            if (decoupled) {
                launch.integer(op.rule().coefficientCount());
            } else {
                launch.real((float) op.decay().rate());
            }
        }
        constants(launch, op.rule());
        int group = LaunchFactory.group(build);
        return launch.over(
                new long[] {LaunchFactory.roundUp(w.columns(), group)},
                new long[] {group},
                new Launch(op.name(), op.rule().name(), w.shape(), op.flops(), op.bytes()));
    }

    /** The build for a rule. */
    private static Build build(UpdateRule rule) {
        Build build = Build.of(Program.UPDATE).with("RULE", LaunchFactory.macro(rule.name()));
        return rule instanceof AdaptiveRule.RmsProp rmsProp
                ? build.with("CENTERED", rmsProp.centered()).with("VELOCITY", rmsProp.hasVelocity())
                : build;
    }

    /** A rule's settings, as the kernel takes them. */
    private static void constants(ClLaunch launch, UpdateRule rule) {
        if (rule instanceof UpdateRule.Momentum momentum) {
            launch.real((float) momentum.momentum());
        } else if (rule instanceof UpdateRule.Nesterov nesterov) {
            launch.real((float) nesterov.momentum());
        } else if (rule instanceof UpdateRule.ResilientPropagation resilient) {
            launch.real((float) resilient.etaMinus())
                    .real((float) resilient.etaPlus())
                    .real((float) resilient.minimumStep())
                    .real((float) resilient.maximumStep());
        } else if (rule instanceof AdaptiveRule.Adagrad adagrad) {
            launch.real((float) adagrad.epsilon());
        } else if (rule instanceof AdaptiveRule.Adadelta adadelta) {
            mean(launch, adadelta.rho()).real((float) adadelta.epsilon());
        } else if (rule instanceof AdaptiveRule.RmsProp rmsProp) {
            mean(launch, rmsProp.alpha()).real((float) rmsProp.epsilon()).real((float) rmsProp.momentum());
        } else if (rule instanceof AdamRule adam) {
            mean(mean(launch, adam.beta1()), adam.beta2()).real((float) adam.epsilon());
        }
    }

    /** The two factors of a running mean. */
    private static ClLaunch mean(ClLaunch launch, double beta) {
        return launch.real((float) beta).real((float) (1 - beta));
    }
}
