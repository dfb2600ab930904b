package io.percept.cpu;

import io.percept.backend.BackendProvider;
import io.percept.tck.Traces;

final class CpuTracesTest extends Traces {
    @Override
    protected BackendProvider provider() {
        return new CpuProvider();
    }
}
