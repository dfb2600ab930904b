package io.percept.reference;

import io.percept.backend.BackendProvider;
import io.percept.tck.WorkedExamples;

final class ReferenceWorkedExamplesTest extends WorkedExamples {
    @Override
    protected BackendProvider provider() {
        return new ReferenceProvider();
    }
}
