package io.percept.opencl;

import java.util.Optional;

/** Makes OpenCL's functions callable. */
@FunctionalInterface
interface NativeLoader {
    /** Loads what is needed; the reason, with what would help, when that cannot be done. Never throws. */
    Optional<String> load();
}
