package io.percept.opencl;

import io.percept.backend.BackendProvider;
import io.percept.tck.ThresholdExamples;
import org.junit.jupiter.api.BeforeAll;

final class OpenClThresholdExamplesTest extends ThresholdExamples {
    @BeforeAll
    static void skipWithoutDevice() {
        TestDevices.first();
    }

    @Override
    protected BackendProvider provider() {
        return new OpenClProvider();
    }
}
