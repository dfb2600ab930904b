package io.percept.cpu;

import io.percept.backend.BackendProvider;
import io.percept.tck.WorkedExamples;

final class CpuWorkedExamplesTest extends WorkedExamples {
    @Override
    protected BackendProvider provider() {
        return new CpuProvider();
    }
}
