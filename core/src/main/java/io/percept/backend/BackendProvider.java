package io.percept.backend;

import java.util.List;

/** A backend's front door, found with {@link java.util.ServiceLoader}. */
public interface BackendProvider {
    /** The backend's name, the first part of its devices' ids: {@code cpu}, {@code opencl}. */
    String name();

    /** Looks which devices there are. Never throws, and loads nothing native when there is nothing to load. */
    Probe probe();

    /**
     * Opens one of the devices that {@link #probe()} listed.
     *
     * @throws BackendException when the device cannot be had, or not with the {@linkplain DeviceOptions#precision precision} that is asked for
     */
    Device open(DeviceInfo device, DeviceOptions options);

    /**
     * Whether the device multiplies matrices in that precision. A device that might is asked to do so, which takes a moment where kernels
     * have to be compiled; nothing is inferred from its name.
     */
    default Device.Support supports(DeviceInfo device, Precision precision) {
        return precision == Precision.FLOAT32
                ? new Device.Supported()
                : new Device.Unsupported("only OpenCL devices with tensor cores have it");
    }

    /**
     * Refuses a precision that the device does not have.
     *
     * @throws BackendException with the reason, and what to do
     */
    default void require(DeviceInfo device, Precision precision) {
        if (supports(device, precision) instanceof Device.Unsupported unsupported) {
            throw new BackendException(device.id() + " (" + device.name() + ") has no products in " + precision.label()
                    + ": " + unsupported.reason() + "; leave out --precision, or choose a device that 'percept devices'"
                    + " lists with it");
        }
    }

    /** The answer of {@link #probe()}. */
    sealed interface Probe permits Available, Unavailable {}

    /**
     * There are devices, at least one.
     *
     * @param leftOut a sentence for each other device: why it cannot be used
     */
    record Available(List<DeviceInfo> devices, List<String> leftOut) implements Probe {
        public Available {
            devices = List.copyOf(devices);
            leftOut = List.copyOf(leftOut);
        }

        public Available(List<DeviceInfo> devices) {
            this(devices, List.of());
        }
    }

    /** There is none, and this is why, in a sentence that says what would help. */
    record Unavailable(String reason) implements Probe {}
}
