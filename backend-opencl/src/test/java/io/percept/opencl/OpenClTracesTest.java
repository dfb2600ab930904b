package io.percept.opencl;

import io.percept.backend.BackendProvider;
import io.percept.tck.Traces;
import org.junit.jupiter.api.BeforeAll;

final class OpenClTracesTest extends Traces {
    @BeforeAll
    static void skipWithoutDevice() {
        TestDevices.first();
    }

    @Override
    protected BackendProvider provider() {
        return new OpenClProvider();
    }
}
