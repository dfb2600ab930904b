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
     * @throws BackendException when the device cannot be had
     */
    Device open(DeviceInfo device, DeviceOptions options);

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
