package io.percept.cpu;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;
import static io.percept.backend.ElementType.UINT8;

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

/** The processor as a device. */
final class CpuDevice implements Device {
    private final DeviceInfo info;
    private final Lifetimes lifetimes;
    private final WorkerPool workers;

    CpuDevice(DeviceInfo info, DeviceOptions options) {
        this.info = info;
        this.lifetimes = new Lifetimes(info, options);
        this.workers = new WorkerPool(options.threads());
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
        return lifetimes.allocate(rows, columns, type, CpuBuffer::new);
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, float[] host, int hostOffset, int length) {
        lifetimes.checkTransfer(buffer, FLOAT32, offset, host.length, hostOffset, length);
        System.arraycopy(host, hostOffset, ((CpuBuffer) buffer).floats(), offset, length);
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, double[] host, int hostOffset, int length) {
        lifetimes.checkTransfer(buffer, FLOAT32, offset, host.length, hostOffset, length);
        float[] floats = ((CpuBuffer) buffer).floats();
        for (int i = 0; i < length; i++) {
            floats[offset + i] = (float) host[hostOffset + i];
        }
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, int[] host, int hostOffset, int length) {
        lifetimes.checkTransfer(buffer, INT32, offset, host.length, hostOffset, length);
        System.arraycopy(host, hostOffset, ((CpuBuffer) buffer).integers(), offset, length);
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, byte[] host, int hostOffset, int length) {
        lifetimes.checkTransfer(buffer, UINT8, offset, host.length, hostOffset, length);
        System.arraycopy(host, hostOffset, ((CpuBuffer) buffer).bytes(), offset, length);
    }

    @Override
    public void read(DeviceBuffer buffer, int offset, float[] host, int hostOffset, int length) {
        lifetimes.checkTransfer(buffer, FLOAT32, offset, host.length, hostOffset, length);
        System.arraycopy(((CpuBuffer) buffer).floats(), offset, host, hostOffset, length);
    }

    @Override
    public void read(DeviceBuffer buffer, int offset, double[] host, int hostOffset, int length) {
        lifetimes.checkTransfer(buffer, FLOAT32, offset, host.length, hostOffset, length);
        float[] floats = ((CpuBuffer) buffer).floats();
        for (int i = 0; i < length; i++) {
            host[hostOffset + i] = floats[offset + i];
        }
    }

    @Override
    public void read(DeviceBuffer buffer, int offset, int[] host, int hostOffset, int length) {
        lifetimes.checkTransfer(buffer, INT32, offset, host.length, hostOffset, length);
        System.arraycopy(((CpuBuffer) buffer).integers(), offset, host, hostOffset, length);
    }

    @Override
    public Executable compile(List<Op> ops) {
        List<Op> list = List.copyOf(ops);
        TrackedBuffer[] buffers = lifetimes.buffersOf(list).toArray(new TrackedBuffer[0]);
        Kernel[] kernels = new Lowering(workers.threads()).lower(list).toArray(new Kernel[0]);
        workers.run(new WarmUps(kernels));
        Lifetimes.Lifetime lifetime = lifetimes.open("executable of " + list.size() + " operations");
        return new CpuExecutable(workers, kernels, buffers, lifetime);
    }

    /** Nothing to wait for: {@link Executable#run()} returns when the work is done. */
    @Override
    public void synchronize() {
        lifetimes.checkDevice();
    }

    @Override
    public void close() {
        if (lifetimes.closeDevice()) {
            workers.close();
        }
    }
}
