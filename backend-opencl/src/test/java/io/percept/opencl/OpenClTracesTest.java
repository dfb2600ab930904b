package io.percept.opencl;

import io.percept.backend.BackendProvider;
import io.percept.tck.Traces;

final class OpenClTracesTest extends Traces {
    @Override
    protected BackendProvider provider() {
        return new OpenClProvider();
    }
}
