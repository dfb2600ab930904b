package io.percept.reference;

import io.percept.backend.BackendProvider;
import io.percept.tck.LearnedExamples;

final class ReferenceLearnedExamplesTest extends LearnedExamples {
    @Override
    protected BackendProvider provider() {
        return new ReferenceProvider();
    }
}
