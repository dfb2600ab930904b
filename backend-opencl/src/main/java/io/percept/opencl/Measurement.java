package io.percept.opencl;

import io.percept.backend.BackendException;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Executable;
import io.percept.backend.MeasurableProvider.Limit;
import java.util.List;

/** An executable with the buffer that it writes to. */
record Measurement(Executable executable, DeviceBuffer result) implements Executable {
    /** Of a sum of eight numbers below 300, each rounded in every step. */
    private static final double TOLERANCE = 1e-3;

    /**
     * Runs it once, and looks at every number.
     *
     * @throws BackendException when one is wrong
     */
    void check(Device device, Limit limit, int rounds) {
        run();
        float[] actual = device.readFloats(result);
        for (int i = 0; i < actual.length; i++) {
            double expected = MeasuringKernels.expected(limit, i, rounds);
            if (!(Math.abs(actual[i] - expected) <= TOLERANCE)) {
                throw new BackendException(device.info().id() + " computes wrongly where it is measured: "
                        + describe().get(0).variant() + " gives " + actual[i] + " where " + expected + " is right");
            }
        }
    }

    @Override
    public void run() {
        executable.run();
    }

    @Override
    public List<Launch> describe() {
        return executable.describe();
    }

    @Override
    public void close() {
        executable.close();
        result.close();
    }
}
