package io.percept.opencl;

import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** A device that can be opened; {@code id} selects it. */
record FoundDevice(String id, cl_platform_id platform, cl_device_id handle, DeviceTraits traits) {
    /** Its id and name, as messages show it. */
    String label() {
        return id + " (" + traits.name() + ")";
    }
}
