package io.percept.opencl;

import io.percept.backend.BackendProvider;
import io.percept.kernels.GpuTile;
import io.percept.tck.ConformanceKit;

/** Training steps in few launches, as GPUs take them, on every device: their products are cut into tiles for GPUs. */
final class DenseStepConformanceTest extends ConformanceKit {
    private static final GpuTile TILE = new GpuTile(32, 32, 16, 4, 4, 4);

    @Override
    protected BackendProvider provider() {
        return new PlannedProvider(traits -> (form, m, n, k) -> new GemmPlan(TILE));
    }

    @Override
    protected boolean includes(String test) {
        return test.startsWith("training-step ");
    }
}
