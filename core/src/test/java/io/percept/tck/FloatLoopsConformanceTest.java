package io.percept.tck;

import io.percept.backend.BackendProvider;

/** The error bounds let plain float32 arithmetic pass. */
final class FloatLoopsConformanceTest extends ConformanceKit {
    @Override
    protected BackendProvider provider() {
        return WrappedDevice.provider(new FloatLoops());
    }
}
