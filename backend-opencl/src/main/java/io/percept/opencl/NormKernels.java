package io.percept.opencl;

import io.percept.backend.ClipNorm;
import io.percept.backend.Executable.Launch;
import io.percept.backend.LimitRowNorms;
import io.percept.backend.Regularizer;
import io.percept.kernels.Build;
import io.percept.kernels.Program;
import java.util.List;

/** The launches that look at norms of gradients and of weights. */
final class NormKernels {
    /** Elements of a part: some to add up for each work-item, and work-groups for every unit of a GPU where there are millions. */
    private static final int PER_PART = 4096;

    /** A sum of squares is two numbers. */
    private static final int SUM_BYTES = 2 * Float.BYTES;

    private final LaunchFactory launches;

    NormKernels(LaunchFactory launches) {
        this.launches = launches;
    }

    /** Two launches: the sums of parts, and the scale from those. */
    List<ClLaunch> clip(ClipNorm op) {
        Regularizer regularizer = op.regularizer();
        boolean regularized = !regularizer.isNone();
        int n = op.gradient().columns();
        int parts = (n + PER_PART - 1) / PER_PART;
        Build build = Build.of(Program.NORM).with("REGULARIZER", regularized);
        long group = LaunchFactory.group(build);
        ClMemory memory = launches.scratch((long) parts * SUM_BYTES, "the sums of squares of parts of the gradient");
        ClLaunch sums = launches.launch(build, "clip_norm_sums");
        if (regularized) {
            sums.vector(op.w());
        }
        sums.vector(op.gradient()).buffer(memory).integer(0).integer(n).integer(PER_PART);
        if (regularized) {
            sums.integer(op.penalised()).real((float) regularizer.l1()).real((float) (2 * regularizer.l2()));
        }
        sums.over(
                new long[] {parts * group},
                new long[] {group},
                new Launch(op.name(), "sums of parts", op.gradient().shape(), op.flops(), op.bytes()));
        ClLaunch scale = launches.launch(build, "clip_norm_scale")
                .buffer(memory)
                .integer(0)
                .vector(op.scale())
                .integer(parts)
                .real((float) op.limit())
                .real((float) ClipNorm.EPSILON)
                .over(
                        new long[] {group},
                        new long[] {group},
                        new Launch(op.name(), "scale", "1 x 1", 2L * parts, (long) parts * SUM_BYTES));
        return List.of(sums, scale);
    }

    ClLaunch limitRows(LimitRowNorms op) {
        Build build = Build.of(Program.NORM);
        long group = LaunchFactory.group(build);
        return launches.launch(build, "limit_row_norms")
                .matrix(op.w())
                .integer(op.w().rows())
                .integer(op.w().columns())
                .real((float) op.maxNorm().limit())
                .real((float) op.maxNorm().epsilon())
                .over(
                        new long[] {op.w().rows() * group},
                        new long[] {group},
                        new Launch(op.name(), "rows", op.w().shape(), op.flops(), op.bytes()));
    }
}
