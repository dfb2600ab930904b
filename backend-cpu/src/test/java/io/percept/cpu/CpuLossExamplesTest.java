package io.percept.cpu;

import io.percept.backend.BackendProvider;
import io.percept.tck.LossExamples;

final class CpuLossExamplesTest extends LossExamples {
    @Override
    protected BackendProvider provider() {
        return new CpuProvider();
    }
}
