package io.percept.reference;

import io.percept.backend.BackendProvider;
import io.percept.tck.LossExamples;

final class ReferenceLossExamplesTest extends LossExamples {
    @Override
    protected BackendProvider provider() {
        return new ReferenceProvider();
    }
}
