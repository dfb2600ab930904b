package io.percept.opencl;

import io.percept.backend.Blend;
import io.percept.backend.BlendBackward;
import io.percept.backend.Dropout;
import io.percept.backend.Executable.Launch;
import io.percept.backend.FourierFeatures;
import io.percept.backend.FourierFeaturesBackward;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.kernels.Build;
import io.percept.kernels.Program;

/** The launches of what connects layers or stands before them: dropout, blends, sines and cosines. */
final class BlockKernels {
    /** Elements whose random bits come from one counter. */
    private static final int WORDS = 4;

    private final LaunchFactory launches;

    BlockKernels(LaunchFactory launches) {
        this.launches = launches;
    }

    ClLaunch dropout(Dropout op) {
        Build build = Build.of(Program.DROPOUT);
        int group = LaunchFactory.group(build);
        int blocks = (int) ((op.x().size() + WORDS - 1) / WORDS);
        return launches.launch(build, "dropout")
                .matrix(op.x())
                .vector(op.step())
                .matrix(op.y())
                .integer(op.x().rows())
                .integer(op.x().columns())
                .integer(op.threshold())
                .real((float) op.scale())
                .integer((int) op.seed())
                .integer((int) (op.seed() >>> Integer.SIZE))
                .integer((int) (Dropout.stream(op.layer(), 0) >>> Integer.SIZE))
                .over(
                        new long[] {LaunchFactory.roundUp(blocks, group)},
                        new long[] {group},
                        new Launch(op.name(), "four elements", op.x().shape(), op.flops(), op.bytes()));
    }

    ClLaunch blend(Blend op) {
        return elementwise(op, "blend", op.t(), op.h(), op.x(), op.y());
    }

    ClLaunch blendBackward(BlendBackward op) {
        return elementwise(op, "blend_backward", op.dy(), op.t(), op.h(), op.x(), op.dt(), op.dh(), op.dx());
    }

    private ClLaunch elementwise(Op op, String kernel, MatrixView... operands) {
        Build build = Build.of(Program.ELEMENTWISE);
        ClLaunch launch = matrices(launches.launch(build, kernel), operands);
        MatrixView first = operands[0];
        return over(launch.integer(first.rows()).integer(first.columns()), build, op, first.columns(), first.rows());
    }

    ClLaunch fourier(FourierFeatures op) {
        Build build = Build.of(Program.FOURIER);
        int count = op.frequencies().rows();
        ClLaunch launch = matrices(launches.launch(build, "fourier_features"), op.x(), op.frequencies(), op.y())
                .integer(op.x().rows())
                .integer(op.x().columns())
                .integer(count);
        return over(launch, build, op, count, op.x().rows());
    }

    ClLaunch fourierBackward(FourierFeaturesBackward op) {
        Build build = Build.of(Program.FOURIER);
        MatrixView dx = op.dx();
        ClLaunch launch = matrices(
                        launches.launch(build, "fourier_features_backward"), op.dy(), op.y(), op.frequencies(), dx)
                .integer(dx.rows())
                .integer(dx.columns())
                .integer(op.frequencies().rows());
        return over(launch, build, op, dx.columns(), dx.rows());
    }

    private static ClLaunch matrices(ClLaunch launch, MatrixView... operands) {
        for (MatrixView operand : operands) {
            launch.matrix(operand);
        }
        return launch;
    }

    private static ClLaunch over(ClLaunch launch, Build build, Op op, int columns, int rows) {
        int group = LaunchFactory.group(build);
        return launch.over(
                new long[] {LaunchFactory.roundUp(columns, group), rows},
                new long[] {group, 1},
                new Launch(op.name(), "elements", op.outputs().get(0).shape(), op.flops(), op.bytes()));
    }
}
