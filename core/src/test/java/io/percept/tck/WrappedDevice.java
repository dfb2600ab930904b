package io.percept.tck;

import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.ElementType;
import io.percept.backend.Executable;
import io.percept.backend.Op;
import io.percept.reference.ReferenceProvider;
import java.util.List;

/** The reference device, except that lists of operations are run in another way. */
final class WrappedDevice implements Device {
    private final Device device;
    private final Runner runner;

    private WrappedDevice(Device device, Runner runner) {
        this.device = device;
        this.runner = runner;
    }

    /** Runs a list in its own way; {@code right} would run it as it should be. */
    @FunctionalInterface
    interface Runner {
        void run(Device device, List<Op> ops, Executable right);
    }

    /** A backend of wrapped reference devices. */
    static BackendProvider provider(Runner runner) {
        BackendProvider reference = new ReferenceProvider();
        return new BackendProvider() {
            @Override
            public String name() {
                return "wrapped";
            }

            @Override
            public Probe probe() {
                return reference.probe();
            }

            @Override
            public Device open(DeviceInfo device, DeviceOptions options) {
                return new WrappedDevice(reference.open(device, options), runner);
            }
        };
    }

    @Override
    public Executable compile(List<Op> ops) {
        Executable right = device.compile(ops);
        return new Executable() {
            private boolean closed;

            @Override
            public void run() {
                // A runner need not run the right executable, which would refuse by itself.
                if (closed) {
                    throw new IllegalStateException("the executable is closed");
                }
                runner.run(device, ops, right);
            }

            @Override
            public List<Launch> describe() {
                return right.describe();
            }

            @Override
            public void close() {
                closed = true;
                right.close();
            }
        };
    }

    @Override
    public DeviceInfo info() {
        return device.info();
    }

    @Override
    public Support supports(Op op) {
        return device.supports(op);
    }

    @Override
    public DeviceBuffer allocate(int rows, int columns, ElementType type) {
        return device.allocate(rows, columns, type);
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, float[] host, int hostOffset, int length) {
        device.write(buffer, offset, host, hostOffset, length);
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, double[] host, int hostOffset, int length) {
        device.write(buffer, offset, host, hostOffset, length);
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, int[] host, int hostOffset, int length) {
        device.write(buffer, offset, host, hostOffset, length);
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, byte[] host, int hostOffset, int length) {
        device.write(buffer, offset, host, hostOffset, length);
    }

    @Override
    public void read(DeviceBuffer buffer, int offset, float[] host, int hostOffset, int length) {
        device.read(buffer, offset, host, hostOffset, length);
    }

    @Override
    public void read(DeviceBuffer buffer, int offset, double[] host, int hostOffset, int length) {
        device.read(buffer, offset, host, hostOffset, length);
    }

    @Override
    public void read(DeviceBuffer buffer, int offset, int[] host, int hostOffset, int length) {
        device.read(buffer, offset, host, hostOffset, length);
    }

    @Override
    public void synchronize() {
        device.synchronize();
    }

    @Override
    public void close() {
        device.close();
    }
}
