package io.percept.reference;

import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.ElementType;
import io.percept.backend.Executable;
import io.percept.backend.Lifetimes;
import io.percept.backend.Op;
import io.percept.backend.TrackedBuffer;
import java.util.List;

/** The reference as a device. */
final class ReferenceDevice implements Device {
    private final DeviceInfo info;
    private final Lifetimes lifetimes;

    ReferenceDevice(DeviceInfo info, DeviceOptions options) {
        this.info = info;
        this.lifetimes = new Lifetimes(info, options);
    }

    @Override
    public DeviceInfo info() {
        return info;
    }

    @Override
    public Support supports(Op op) {
        return new Supported();
    }

    @Override
    public DeviceBuffer allocate(int rows, int columns, ElementType type) {
        return lifetimes.allocate(rows, columns, type, ReferenceBuffer::new);
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, float[] host, int hostOffset, int length) {
        double[] values = valuesOf(buffer, offset, host.length, hostOffset, length);
        for (int i = 0; i < length; i++) {
            values[offset + i] = host[hostOffset + i];
        }
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, double[] host, int hostOffset, int length) {
        System.arraycopy(host, hostOffset, valuesOf(buffer, offset, host.length, hostOffset, length), offset, length);
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, int[] host, int hostOffset, int length) {
        System.arraycopy(
                host,
                hostOffset,
                check(buffer, ElementType.INT32, offset, host.length, hostOffset, length).integers,
                offset,
                length);
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, byte[] host, int hostOffset, int length) {
        System.arraycopy(
                host,
                hostOffset,
                check(buffer, ElementType.UINT8, offset, host.length, hostOffset, length).bytes,
                offset,
                length);
    }

    @Override
    public void read(DeviceBuffer buffer, int offset, float[] host, int hostOffset, int length) {
        double[] values = valuesOf(buffer, offset, host.length, hostOffset, length);
        for (int i = 0; i < length; i++) {
            host[hostOffset + i] = (float) values[offset + i];
        }
    }

    @Override
    public void read(DeviceBuffer buffer, int offset, double[] host, int hostOffset, int length) {
        System.arraycopy(valuesOf(buffer, offset, host.length, hostOffset, length), offset, host, hostOffset, length);
    }

    @Override
    public void read(DeviceBuffer buffer, int offset, int[] host, int hostOffset, int length) {
        System.arraycopy(
                check(buffer, ElementType.INT32, offset, host.length, hostOffset, length).integers,
                offset,
                host,
                hostOffset,
                length);
    }

    @Override
    public Executable compile(List<Op> ops) {
        List<Op> list = List.copyOf(ops);
        List<TrackedBuffer> buffers = lifetimes.buffersOf(list);
        Lifetimes.Lifetime lifetime = lifetimes.open("executable of " + list.size() + " operations");
        return new Executable() {
            @Override
            public void run() {
                lifetime.check();
                buffers.forEach(TrackedBuffer::checkOpen);
                list.forEach(Interpreter::run);
            }

            @Override
            public List<Launch> describe() {
                return list.stream()
                        .map(op -> new Launch(
                                op.name(), "loop", op.outputs().get(0).shape(), op.flops(), op.bytes()))
                        .toList();
            }

            @Override
            public void close() {
                lifetime.end();
            }
        };
    }

    @Override
    public void synchronize() {
        lifetimes.checkDevice();
    }

    @Override
    public void close() {
        lifetimes.closeDevice();
    }

    private double[] valuesOf(DeviceBuffer buffer, int offset, int hostLength, int hostOffset, int length) {
        return check(buffer, ElementType.FLOAT32, offset, hostLength, hostOffset, length).values;
    }

    private ReferenceBuffer check(
            DeviceBuffer buffer, ElementType type, int offset, int hostLength, int hostOffset, int length) {
        lifetimes.checkTransfer(buffer, type, offset, hostLength, hostOffset, length);
        return (ReferenceBuffer) buffer;
    }
}
