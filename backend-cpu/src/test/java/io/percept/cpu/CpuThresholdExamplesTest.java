package io.percept.cpu;

import io.percept.backend.BackendProvider;
import io.percept.tck.ThresholdExamples;

final class CpuThresholdExamplesTest extends ThresholdExamples {
    @Override
    protected BackendProvider provider() {
        return new CpuProvider();
    }
}
