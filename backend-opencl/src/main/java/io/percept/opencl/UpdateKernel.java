package io.percept.opencl;

import io.percept.backend.AdamRule;
import io.percept.backend.AdaptiveRule;
import io.percept.backend.Executable.Launch;
import io.percept.backend.MatrixView;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;
import io.percept.kernels.Build;
import io.percept.kernels.Program;
import java.util.Optional;

/** The launch of an optimizer's step, and what it shares with launches that do the step besides. */
final class UpdateKernel {
    private final LaunchFactory launches;

    UpdateKernel(LaunchFactory launches) {
        this.launches = launches;
    }

    /** An optimizer's step, with coefficients that the loss kernel copied or from the schedule itself. */
    ClLaunch update(Update op, Optional<ClMemory> coefficients) {
        Build build = ofRule(Build.of(Program.UPDATE), op)
                .with("SCALED", op.scale() != null)
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
        constants(launch, op);
        int group = LaunchFactory.group(build);
        return launch.over(
                new long[] {LaunchFactory.roundUp(w.columns(), group)},
                new long[] {group},
                new Launch(op.name(), op.rule().name(), w.shape(), op.flops(), op.bytes()));
    }

    /** A build with the options of a parameter's step. */
    static Build ofRule(Build build, Update op) {
        UpdateRule rule = op.rule();
        String decay = op.decay().decoupled() ? "DECOUPLED" : "COUPLED";
        Build named = build.with("RULE", LaunchFactory.macro(rule.name()))
                .with("REGULARIZER", !op.regularizer().isNone())
                .with("CLIP", op.clipsValues())
                .with("DECAY", op.decay().isNone() ? "NO_DECAY" : decay);
        return rule instanceof AdaptiveRule.RmsProp rmsProp
                ? named.with("CENTERED", rmsProp.centered()).with("VELOCITY", rmsProp.hasVelocity())
                : named;
    }

    /** What does not change from parameter to parameter, as the kernels take it. */
    static void constants(ClLaunch launch, Update op) {
        if (!op.regularizer().isNone()) {
            launch.integer(op.penalised()).real((float) op.regularizer().l1()).real((float)
                    (2 * op.regularizer().l2()));
        }
        if (op.clipsValues()) {
            launch.real((float) op.clipValue());
        }
        if (!op.decay().isNone()) {
            launch.integer(op.decayed());
            if (op.decay().decoupled()) {
                launch.integer(op.rule().coefficientCount());
            } else {
                launch.real((float) op.decay().rate());
            }
        }
        constants(launch, op.rule());
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
