package io.percept.opencl;

import io.percept.backend.BackendProvider;
import io.percept.tck.WorkedExamples;
import org.junit.jupiter.api.BeforeAll;

final class OpenClWorkedExamplesTest extends WorkedExamples {
    @BeforeAll
    static void skipWithoutDevice() {
        TestDevices.first();
    }

    @Override
    protected BackendProvider provider() {
        return new OpenClProvider();
    }
}
