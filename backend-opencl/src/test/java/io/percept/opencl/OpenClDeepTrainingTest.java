package io.percept.opencl;

import io.percept.backend.BackendProvider;
import io.percept.tck.DeepTraining;
import org.junit.jupiter.api.BeforeAll;

final class OpenClDeepTrainingTest extends DeepTraining {
    @BeforeAll
    static void skipWithoutDevice() {
        TestDevices.first();
    }

    @Override
    protected BackendProvider provider() {
        return new OpenClProvider();
    }
}
