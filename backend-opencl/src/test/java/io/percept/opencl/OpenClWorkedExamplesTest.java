package io.percept.opencl;

import io.percept.backend.BackendProvider;
import io.percept.tck.WorkedExamples;

final class OpenClWorkedExamplesTest extends WorkedExamples {
    @Override
    protected BackendProvider provider() {
        return new OpenClProvider();
    }
}
