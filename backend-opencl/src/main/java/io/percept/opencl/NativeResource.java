package io.percept.opencl;

/**
 * A handle of the driver's that a {@link ClDevice} keeps account of, so that it is given back once, by its owner or else when the
 * device closes: a handle that is released again ends the virtual machine.
 */
abstract class NativeResource {
    private final ClDevice device;

    NativeResource(ClDevice device) {
        this.device = device;
    }

    final ClDevice device() {
        return device;
    }

    /** Gives the handle back; once, whoever calls. */
    final void release() {
        if (device.forget(this)) {
            free();
        }
    }

    /** Calls the driver. */
    protected abstract void free();
}
