package io.percept.cpu;

import io.percept.backend.BackendProvider;
import io.percept.tck.onnx.OnnxNodes;

final class CpuOnnxNodesTest extends OnnxNodes {
    @Override
    protected BackendProvider provider() {
        return new CpuProvider();
    }
}
