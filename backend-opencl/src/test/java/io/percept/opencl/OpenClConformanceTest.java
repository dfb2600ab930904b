package io.percept.opencl;

import io.percept.backend.BackendProvider;
import io.percept.kernels.CpuBlock;
import io.percept.tck.ConformanceKit;
import java.util.List;

/**
 * Every case, with products cut in one way: a driver takes a second to compile a form of the product with a block, so every form with
 * every block would take most of the time of all tests. Which block it is matters to no other case than the products', and all blocks
 * are handled by the same lines.
 */
final class OpenClConformanceTest extends ConformanceKit {
    @Override
    protected BackendProvider provider() {
        return new PlannedProvider(OpenClConformanceTest::oneBlock);
    }

    private static GemmPlanner oneBlock(DeviceTraits traits) {
        if (traits.kind() != DeviceKind.CPU) {
            return GemmPlanner.untuned(traits);
        }
        List<CpuBlock> blocks = CpuBlock.all(GemmCandidates.vectorWidth(traits));
        CpuBlock quickestToCompile = blocks.get(blocks.size() - 1);
        return (form, m, n, k) -> new GemmPlan(quickestToCompile);
    }
}
