package io.percept.cpu;

import io.percept.backend.BackendProvider;
import io.percept.tck.ConformanceKit;

final class CpuConformanceTest extends ConformanceKit {
    @Override
    protected BackendProvider provider() {
        return new CpuProvider();
    }
}
