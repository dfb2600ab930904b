package io.percept.opencl;

import io.percept.kernels.GemmVariant;
import io.percept.kernels.GpuTile;

/**
 * How to compute a matrix product.
 *
 * @param splits parts of k that are summed side by side, and then added in order by a second launch; 1 for all of k at once. Only tiles
 *     for GPUs can be split.
 */
record GemmPlan(GemmVariant variant, int splits) {
    GemmPlan {
        if (splits < 1 || (splits > 1 && !(variant instanceof GpuTile))) {
            throw new IllegalArgumentException(
                    variant.name() + " in " + splits + " parts; there must be one, or with tiles for GPUs more");
        }
    }

    /** In one launch. */
    GemmPlan(GemmVariant variant) {
        this(variant, 1);
    }

    /** As tables and files show it. */
    String name() {
        return splits == 1 ? variant.name() : variant.name() + "*" + splits;
    }
}
