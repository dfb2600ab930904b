package io.percept.reference;

import io.percept.backend.BackendProvider;
import io.percept.tck.ConformanceKit;

/** The reference is the kit's yardstick, so that this tests the kit as much as the reference. */
final class ReferenceConformanceTest extends ConformanceKit {
    @Override
    protected BackendProvider provider() {
        return new ReferenceProvider();
    }
}
