package io.percept.opencl;

import io.percept.backend.Precision;
import io.percept.kernels.GemmVariant;
import io.percept.kernels.TensorTile;
import io.percept.kernels.TiledVariant;

/**
 * How to compute a matrix product.
 *
 * @param splits parts of k that are summed side by side, and then added in order by a second launch; 1 for all of k at once. Only tiles
 *     for GPUs can be split.
 */
record GemmPlan(GemmVariant variant, int splits) {
    GemmPlan {
        if (splits < 1 || (splits > 1 && !(variant instanceof TiledVariant))) {
            throw new IllegalArgumentException(
                    variant.name() + " in " + splits + " parts; there must be one, or with tiles for GPUs more");
        }
    }

    /** In one launch. */
    GemmPlan(GemmVariant variant) {
        this(variant, 1);
    }

    /** What its results are held to. */
    Precision precision() {
        return variant instanceof TensorTile tile ? TensorCores.precision(tile.operands()) : Precision.FLOAT32;
    }

    /** As tables and files show it. */
    String name() {
        return splits == 1 ? variant.name() : variant.name() + "*" + splits;
    }
}
