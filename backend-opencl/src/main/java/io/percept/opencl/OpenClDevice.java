package io.percept.opencl;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;
import static io.percept.backend.ElementType.UINT8;

import io.percept.backend.BackendException;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.ElementType;
import io.percept.backend.Executable;
import io.percept.backend.Lifetimes;
import io.percept.backend.MeasurableProvider.Limit;
import io.percept.backend.Op;
import io.percept.backend.Precision;
import io.percept.backend.TrackedBuffer;
import java.util.List;

/** An open OpenCL device. */
final class OpenClDevice implements Device {
    private final DeviceInfo info;
    private final Precision precision;
    private final Lifetimes lifetimes;
    private final ClDevice device;
    private final Transfers transfers;
    private final ProgramCache programs;
    private final GemmPlanner planner;

    OpenClDevice(DeviceInfo info, DeviceOptions options, ClDevice device, ProgramCache programs, GemmPlanner planner) {
        this.info = info;
        this.precision = options.precision();
        this.lifetimes = new Lifetimes(info, options);
        this.device = device;
        this.transfers = new Transfers(device);
        this.planner = planner;
        this.programs = programs;
    }

    @Override
    public DeviceInfo info() {
        return info;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public Support supports(Op op) {
        return Lowering.supports(op);
    }

    @Override
    public DeviceBuffer allocate(int rows, int columns, ElementType type) {
        return lifetimes.allocate(rows, columns, type, this::buffer);
    }

    private TrackedBuffer buffer(Lifetimes.Lifetime lifetime, int rows, int columns, ElementType type) {
        String what = "a " + type + " buffer of " + rows + " x " + columns;
        ClMemory memory = device.allocate((long) rows * columns * type.bytes(), what);
        return new ClBuffer(lifetime, rows, columns, type, memory);
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, float[] host, int hostOffset, int length) {
        lifetimes.checkTransfer(buffer, FLOAT32, offset, host.length, hostOffset, length);
        transfers.write((ClBuffer) buffer, offset, host, hostOffset, length);
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, double[] host, int hostOffset, int length) {
        lifetimes.checkTransfer(buffer, FLOAT32, offset, host.length, hostOffset, length);
        transfers.write((ClBuffer) buffer, offset, host, hostOffset, length);
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, int[] host, int hostOffset, int length) {
        lifetimes.checkTransfer(buffer, INT32, offset, host.length, hostOffset, length);
        transfers.write((ClBuffer) buffer, offset, host, hostOffset, length);
    }

    @Override
    public void write(DeviceBuffer buffer, int offset, byte[] host, int hostOffset, int length) {
        lifetimes.checkTransfer(buffer, UINT8, offset, host.length, hostOffset, length);
        transfers.write((ClBuffer) buffer, offset, host, hostOffset, length);
    }

    @Override
    public void read(DeviceBuffer buffer, int offset, float[] host, int hostOffset, int length) {
        lifetimes.checkTransfer(buffer, FLOAT32, offset, host.length, hostOffset, length);
        transfers.read((ClBuffer) buffer, offset, host, hostOffset, length);
    }

    @Override
    public void read(DeviceBuffer buffer, int offset, double[] host, int hostOffset, int length) {
        lifetimes.checkTransfer(buffer, FLOAT32, offset, host.length, hostOffset, length);
        transfers.read((ClBuffer) buffer, offset, host, hostOffset, length);
    }

    @Override
    public void read(DeviceBuffer buffer, int offset, int[] host, int hostOffset, int length) {
        lifetimes.checkTransfer(buffer, INT32, offset, host.length, hostOffset, length);
        transfers.read((ClBuffer) buffer, offset, host, hostOffset, length);
    }

    @Override
    public Executable compile(List<Op> ops) {
        List<Op> list = List.copyOf(ops);
        List<TrackedBuffer> buffers = lifetimes.buffersOf(list);
        LaunchFactory parts = new LaunchFactory(device, programs);
        boolean complete = false;
        try {
            List<ClLaunch> launches = new Lowering(parts, planner).lower(list);
            Lifetimes.Lifetime lifetime = lifetimes.open("executable of " + list.size() + " operations");
            complete = true;
            return new ClExecutable(launches, parts, buffers, lifetime);
        } finally {
            if (!complete) {
                parts.release();
            }
        }
    }

    /** A launch that shows one of the device's limits, checked. */
    Executable measuring(Limit limit, int rounds) {
        LaunchFactory parts = new LaunchFactory(device, programs);
        MeasuringKernels kernels = new MeasuringKernels(parts, limit);
        DeviceBuffer result = allocate(1, kernels.items(), FLOAT32);
        Executable executable;
        try {
            List<ClLaunch> launches = List.of(kernels.launch(result, rounds));
            Lifetimes.Lifetime lifetime = lifetimes.open("executable of a measurement");
            executable = new ClExecutable(launches, parts, List.of((TrackedBuffer) result), lifetime);
        } catch (BackendException failure) {
            parts.release();
            result.close();
            throw failure;
        }
        Measurement measurement = new Measurement(executable, result);
        try {
            measurement.check(this, limit, rounds);
            return measurement;
        } catch (BackendException failure) {
            measurement.close();
            throw failure;
        }
    }

    @Override
    public void synchronize() {
        lifetimes.checkDevice();
        device.finish();
    }

    @Override
    public void close() {
        if (lifetimes.closeDevice()) {
            device.close();
        }
    }
}
