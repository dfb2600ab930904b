package io.percept.cpu;

import io.percept.backend.BackendProvider;
import io.percept.tck.DeepTraining;

final class CpuDeepTrainingTest extends DeepTraining {
    @Override
    protected BackendProvider provider() {
        return new CpuProvider();
    }
}
