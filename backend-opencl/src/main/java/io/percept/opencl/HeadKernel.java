package io.percept.opencl;

import io.percept.backend.Activation;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.Executable.Launch;
import io.percept.backend.GatherRows;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Update;
import io.percept.kernels.Build;
import io.percept.kernels.GemmVariant;
import io.percept.kernels.Program;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The launch that does a network's last layer, its loss, and the gradient of the layer's input; and what is gathered for these. */
final class HeadKernel {
    private static final int FEWEST_OUTPUTS = 4;
    private static final int MOST_ROWS = 8;

    /** A row's outputs are kept in local memory, and a work-group has an item for each. */
    private static final int MOST_OUTPUTS = 64;

    /** More work-groups than these, for each compute unit, would read the weights more often and gain nothing. */
    private static final int GROUPS_PER_UNIT = 2;

    private final LaunchFactory launches;
    private final DenseStep step;
    private final int rowsOfGroup;
    private final ClMemory parts;

    HeadKernel(LaunchFactory launches, DenseStep step) {
        this.launches = launches;
        this.step = step;
        int most = GROUPS_PER_UNIT * Math.max(1, launches.traits().computeUnits());
        int rows = 1;
        while (rows < MOST_ROWS && GemmVariant.divideUp(step.loss().z().rows(), rows) > most) {
            rows *= 2;
        }
        this.rowsOfGroup = rows;
        this.parts = launches.scratch((long) groups() * Float.BYTES, "the parts of a loss");
    }

    /** Whether a step's last layer is one that the kernel can do. */
    static boolean fits(DenseStep step) {
        Affine last = step.last().forward();
        return last.z() == null
                && last.activation() instanceof Activation.Identity
                && last.y().columns() <= MOST_OUTPUTS;
    }

    /** Work-groups, each of which leaves a part of the loss. */
    int groups() {
        return GemmVariant.divideUp(step.loss().z().rows(), rowsOfGroup);
    }

    /** Where the parts of the loss are. */
    ClMemory parts() {
        return parts;
    }

    /**
     * The launch.
     *
     * @param update the update whose coefficients to copy
     * @param coefficients where to
     */
    ClLaunch launch(Optional<Update> update, Optional<ClMemory> coefficients) {
        Build build = build(update.isPresent());
        ClLaunch launch = launches.launch(build, "head");
        inputs(launch, update);
        outputs(launch, coefficients);
        LossGradient loss = step.loss();
        GatherRows targets = step.targets();
        launch.integer(loss.z().rows())
                .integer(loss.z().columns())
                .integer(step.last().forward().x().columns())
                .integer(targets.y().columns())
                .integer(loss.losses().columns())
                .integer(targets.source().rows())
                .integer(targets.permutation().columns())
                .integer(targets.stride());
        update.ifPresent(later ->
                launch.integer(later.schedule().rows()).integer(later.schedule().columns()));
        StepKernels.settings(launch, loss.loss(), loss.z().columns());
        int group = LaunchFactory.group(build);
        return launch.over(new long[] {(long) groups() * group}, new long[] {group}, describe());
    }

    private boolean isAlsoFirst() {
        return step.layers().size() == 1;
    }

    private Build build(boolean copiesCoefficients) {
        Affine forward = step.last().forward();
        AffineBackwardInput backward = step.last().input();
        int outputs = FEWEST_OUTPUTS;
        while (outputs < forward.y().columns()) {
            outputs *= 2;
        }
        Build build = StepKernels.ofLoss(Build.of(Program.HEAD), step.loss())
                .with("COEFFICIENTS", copiesCoefficients)
                .with("OUTPUTS", outputs)
                .with("ROWS", rowsOfGroup)
                .with("OUTPUT_BIAS", forward.b() != null)
                .with("INPUT_GRADIENT", backward != null)
                .with("ALIGNED", GemmLowering.areAligned(vectors()));
        if (isAlsoFirst()) {
            build = StepKernels.ofSource(build, step.features()).with("GATHER", true);
        }
        return backward == null
                ? build
                : LaunchFactory.with(build, backward.activation()).with("DERIVATIVE", backward.value() != null);
    }

    /** What is moved four elements at a time. */
    private Stream<MatrixView> vectors() {
        Affine forward = step.last().forward();
        AffineBackwardInput backward = step.last().input();
        return backward == null
                ? Stream.of(forward.x(), forward.w())
                : Stream.of(forward.x(), forward.w(), backward.value(), backward.dx())
                        .filter(Objects::nonNull);
    }

    private void inputs(ClLaunch launch, Optional<Update> update) {
        Affine forward = step.last().forward();
        if (isAlsoFirst()) {
            launch.matrix(step.features().source());
            StepKernels.standardization(launch, step.features());
        }
        launch.matrix(forward.x()).matrix(forward.w());
        if (forward.b() != null) {
            launch.vector(forward.b());
        }
        GatherRows targets = step.targets();
        launch.matrix(targets.source())
                .vector(targets.permutation())
                .vector(targets.cursor())
                .matrix(targets.y());
        StepKernels.lossInputs(launch, step.loss(), update);
    }

    private void outputs(ClLaunch launch, Optional<ClMemory> coefficients) {
        launch.matrix(step.loss().z()).matrix(step.loss().dz());
        AffineBackwardInput backward = step.last().input();
        if (backward != null) {
            if (backward.value() != null) {
                launch.matrix(backward.value());
            }
            launch.matrix(backward.dx());
        }
        launch.buffer(parts);
        coefficients.ifPresent(memory -> launch.buffer(memory).integer(0));
    }

    private Launch describe() {
        AffineBackwardInput backward = step.last().input();
        Affine forward = step.last().forward();
        Stream<Op> ops =
                Stream.of(isAlsoFirst() ? step.features() : null, step.targets(), forward, step.loss(), backward);
        Op[] there = ops.filter(Objects::nonNull).toArray(Op[]::new);
        String variant = step.loss().loss().name() + (backward == null ? ", gather" : ", input's gradient");
        return LaunchFactory.describe(
                "Affine, LossGradient",
                variant,
                forward.y().shape() + " x " + forward.x().columns(),
                there);
    }
}
