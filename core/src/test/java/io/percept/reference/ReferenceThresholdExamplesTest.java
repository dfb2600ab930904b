package io.percept.reference;

import io.percept.backend.BackendProvider;
import io.percept.tck.ThresholdExamples;

final class ReferenceThresholdExamplesTest extends ThresholdExamples {
    @Override
    protected BackendProvider provider() {
        return new ReferenceProvider();
    }
}
