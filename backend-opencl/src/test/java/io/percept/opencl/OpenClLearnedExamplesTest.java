package io.percept.opencl;

import io.percept.backend.BackendProvider;
import io.percept.tck.LearnedExamples;
import org.junit.jupiter.api.BeforeAll;

final class OpenClLearnedExamplesTest extends LearnedExamples {
    @BeforeAll
    static void skipWithoutDevice() {
        TestDevices.first();
    }

    @Override
    protected BackendProvider provider() {
        return new OpenClProvider();
    }
}
