package io.percept.reference;

import io.percept.backend.BackendProvider;
import io.percept.tck.Traces;

final class ReferenceTracesTest extends Traces {
    @Override
    protected BackendProvider provider() {
        return new ReferenceProvider();
    }
}
