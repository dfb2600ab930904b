package io.percept.reference;

import io.percept.backend.BackendProvider;
import io.percept.tck.onnx.OnnxNodes;

final class ReferenceOnnxNodesTest extends OnnxNodes {
    @Override
    protected BackendProvider provider() {
        return new ReferenceProvider();
    }
}
