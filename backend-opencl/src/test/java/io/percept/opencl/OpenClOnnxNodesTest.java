package io.percept.opencl;

import io.percept.backend.BackendProvider;
import io.percept.tck.onnx.OnnxNodes;
import org.junit.jupiter.api.BeforeAll;

final class OpenClOnnxNodesTest extends OnnxNodes {
    @BeforeAll
    static void skipWithoutDevice() {
        TestDevices.first();
    }

    @Override
    protected BackendProvider provider() {
        return new OpenClProvider();
    }
}
