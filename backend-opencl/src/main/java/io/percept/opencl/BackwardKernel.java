package io.percept.opencl;

import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.Executable.Launch;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Update;
import io.percept.kernels.Build;
import io.percept.kernels.GemmVariant;
import io.percept.kernels.GpuTile;
import io.percept.kernels.Program;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The launches of the way back through dense layers: two products in one grid, and the update of the parameters whose gradients they are. */
final class BackwardKernel {
    private final LaunchFactory launches;
    private final Optional<DenseUpdate> update;
    private final Optional<ClMemory> coefficients;

    /**
     * Launches of a step.
     *
     * @param update what else to do with each gradient
     * @param coefficients where the head leaves the update's
     */
    BackwardKernel(LaunchFactory launches, Optional<DenseUpdate> update, Optional<ClMemory> coefficients) {
        this.launches = launches;
        this.update = update;
        this.coefficients = coefficients;
    }

    /**
     * What the last launch does besides.
     *
     * @param loss whose parts are to be added
     * @param parts where they are
     * @param count how many
     * @param advance whether to move the loss's cursor on
     */
    record Finish(LossGradient loss, ClMemory parts, int count, boolean advance) {}

    /**
     * Two products in one launch.
     *
     * @param first the gradient of an input or of weights
     */
    ClLaunch launch(Optional<? extends Op> first, AffineBackwardWeights second, GpuTile tile, Optional<Finish> finish) {
        Build build = build(first.orElse(null), second, tile, finish);
        ClLaunch launch = launches.launch(build, "backward");
        first.ifPresent(op -> operands(launch, op));
        operands(launch, second);
        update.ifPresent(parts -> {
            launch.vector(parts.op().w());
            if (parts.op().state() != null) {
                launch.matrix(parts.op().state());
            }
            launch.buffer(coefficients.orElseThrow()).integer(0);
        });
        finish.ifPresent(last -> operands(launch, last));
        sizes(launch, second);
        first.ifPresent(op -> sizes(launch, op));
        update.ifPresent(parts -> {
            launch.integer(parts.op().gradient().offset());
            UpdateKernel.constants(launch, parts.op());
        });
        finish.ifPresent(last -> launch.integer(last.count())
                .integer(last.loss().z().rows())
                .integer(last.loss().losses().columns()));
        long groups = first.map(op -> tiles(op, tile)).orElse(0L) + tiles(second, tile) + (finish.isPresent() ? 1 : 0);
        long[] local = tile.localSize();
        return launch.over(new long[] {groups * local[0], local[1]}, local, describe(first, second, tile, finish));
    }

    private Build build(Op first, AffineBackwardWeights second, GpuTile tile, Optional<Finish> finish) {
        Build build = Build.of(Program.BACKWARD)
                .with(tile)
                .with("FIRST", first == null ? "NONE" : form(first))
                .with("FIRST_DB", first instanceof AffineBackwardWeights weights && weights.db() != null)
                .with("SECOND_DB", second.db() != null)
                .with("UPDATE", update.isPresent())
                .with("FINISH", finish.isPresent())
                .with("ALIGNED", GemmLowering.areAligned(vectors(first, second)));
        if (first instanceof AffineBackwardInput input) {
            build = LaunchFactory.with(build, input.activation()).with("DERIVATIVE", input.value() != null);
        }
        if (update.isPresent()) {
            build = UpdateKernel.ofRule(build, update.get().op());
        }
        return finish.isEmpty()
                ? build
                : build.with("DIVISORS", finish.get().loss().divisors() != null)
                        .with("ADD_LOSS", finish.get().loss().accumulate())
                        .with("ADVANCE", finish.get().advance());
    }

    private static String form(Op op) {
        return op instanceof AffineBackwardInput ? "NN" : "TN";
    }

    /** What is moved four elements at a time. */
    private static Stream<MatrixView> vectors(Op... ops) {
        return Arrays.stream(ops)
                .filter(Objects::nonNull)
                .flatMap(op -> op instanceof AffineBackwardWeights weights
                        ? Stream.of(weights.dz(), weights.x(), weights.dw())
                        : Stream.concat(op.inputs().stream(), op.outputs().stream()));
    }

    private static void operands(ClLaunch launch, Op op) {
        if (op instanceof AffineBackwardInput input) {
            launch.matrix(input.dz()).matrix(input.w());
            if (input.value() != null) {
                launch.matrix(input.value());
            }
            launch.matrix(input.dx());
        } else if (op instanceof AffineBackwardWeights weights) {
            launch.matrix(weights.dz()).matrix(weights.x()).matrix(weights.dw());
            if (weights.db() != null) {
                launch.vector(weights.db());
            }
        }
    }

    private static void operands(ClLaunch launch, Finish finish) {
        LossGradient loss = finish.loss();
        launch.buffer(finish.parts()).vector(loss.cursor());
        if (loss.divisors() != null) {
            launch.vector(loss.divisors());
        }
        launch.vector(loss.losses());
    }

    private void sizes(ClLaunch launch, Op op) {
        MatrixView c = result(op);
        launch.integer(c.rows()).integer(c.columns()).integer(depth(op));
        if (op instanceof AffineBackwardWeights weights) {
            launch.integer(tail(weights.dw())).integer(weights.db() == null ? 0 : tail(weights.db()));
        }
    }

    private int tail(MatrixView gradient) {
        return update.map(parts -> parts.tail(gradient)).orElse(0);
    }

    private static MatrixView result(Op op) {
        return op instanceof AffineBackwardWeights weights ? weights.dw() : ((AffineBackwardInput) op).dx();
    }

    private static int depth(Op op) {
        return op instanceof AffineBackwardWeights weights
                ? weights.dz().rows()
                : ((AffineBackwardInput) op).dz().columns();
    }

    private static long tiles(Op op, GpuTile tile) {
        MatrixView c = result(op);
        return (long) GemmVariant.divideUp(c.rows(), tile.tileM()) * GemmVariant.divideUp(c.columns(), tile.tileN());
    }

    private Launch describe(
            Optional<? extends Op> first, AffineBackwardWeights second, GpuTile tile, Optional<Finish> finish) {
        Update op = update.map(DenseUpdate::op).orElse(null);
        String forms = first.map(product -> form(product) + "+").orElse("") + form(second);
        String sizes = first.map(product -> size(product) + ", ").orElse("") + size(second);
        return LaunchFactory.describe(
                op == null ? "AffineBackward" : "AffineBackward, " + op.name(),
                forms + " " + tile.name() + (op == null ? "" : " " + op.rule().name())
                        + (finish.isPresent() ? ", end" : ""),
                sizes,
                Stream.of(first.orElse(null), second).filter(Objects::nonNull).toArray(Op[]::new));
    }

    private static String size(Op op) {
        return result(op).shape() + " x " + depth(op);
    }
}
