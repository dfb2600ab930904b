package io.percept.opencl;

import io.percept.backend.BackendProvider;
import io.percept.kernels.GpuTile;
import io.percept.tck.Traces;
import org.junit.jupiter.api.BeforeAll;

/** In few launches, as GPUs take a step. */
final class DenseStepTracesTest extends Traces {
    @BeforeAll
    static void skipWithoutDevice() {
        TestDevices.first();
    }

    @Override
    protected BackendProvider provider() {
        GemmPlan plan = new GemmPlan(GpuTile.untuned(1, 1, 2));
        return new PlannedProvider(traits -> (form, m, n, k) -> plan);
    }
}
