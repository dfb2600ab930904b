package io.percept.opencl;

import io.percept.backend.BackendProvider;
import io.percept.tck.LossExamples;
import org.junit.jupiter.api.BeforeAll;

final class OpenClLossExamplesTest extends LossExamples {
    @BeforeAll
    static void skipWithoutDevice() {
        TestDevices.first();
    }

    @Override
    protected BackendProvider provider() {
        return new OpenClProvider();
    }
}
