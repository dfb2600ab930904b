package io.percept.opencl;

import io.percept.backend.BackendProvider;
import io.percept.tck.ConformanceKit;

final class OpenClConformanceTest extends ConformanceKit {
    @Override
    protected BackendProvider provider() {
        return new OpenClProvider();
    }
}
