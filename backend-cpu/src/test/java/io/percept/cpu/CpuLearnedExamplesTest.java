package io.percept.cpu;

import io.percept.backend.BackendProvider;
import io.percept.tck.LearnedExamples;

final class CpuLearnedExamplesTest extends LearnedExamples {
    @Override
    protected BackendProvider provider() {
        return new CpuProvider();
    }
}
