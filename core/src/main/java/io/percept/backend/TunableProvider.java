package io.percept.backend;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A backend that can measure which of its kernels suit a device best, and remembers it for devices that are opened later. */
public interface TunableProvider extends BackendProvider {
    /**
     * Measures the products of these layers, forward and backward.
     *
     * @param device one that {@link #probe()} listed
     * @param precision of the products; each has a memory of its own
     * @param limit when to stop; layers that come late may then be missing
     * @param progress told what is found, line by line
     * @return what is remembered now
     * @throws BackendException when the device cannot be had, or what was found cannot be kept
     */
    Tuned tune(
            DeviceInfo device, Precision precision, List<DenseShape> layers, Duration limit, Consumer<String> progress);

    /**
     * What is remembered of a device.
     *
     * @param summary in a few words, as the device's details show it
     * @param file the name of the file that makes it the default for devices of that kind, once the backend brings it
     * @param text what to write there
     */
    record Tuned(String summary, String file, String text) {}

    /** The sizes of a dense layer's work. */
    record DenseShape(int batch, int outputs, int inputs) {
        public DenseShape {
            if (batch < 1 || outputs < 1 || inputs < 1) {
                throw new IllegalArgumentException("a layer of " + inputs + " inputs and " + outputs
                        + " outputs with batches of " + batch + "; all must be at least 1");
            }
        }
    }
}
