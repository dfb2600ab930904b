package io.percept.tck.onnx;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;

import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Executable;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Owned;
import java.util.List;

/** Matrices on a device, and operations on them. */
final class Workbench implements AutoCloseable {
    private final Device device;
    private final Owned owned = new Owned();

    Workbench(Device device) {
        this.device = device;
    }

    MatrixView matrix(int rows, int columns, double... values) {
        DeviceBuffer buffer = owned.own(device.allocate(rows, columns, FLOAT32));
        device.write(buffer, 0, values, 0, values.length);
        return buffer.view();
    }

    MatrixView row(OnnxTensor tensor) {
        return matrix(1, tensor.values().length, tensor.values());
    }

    MatrixView empty(int rows, int columns) {
        return owned.own(device.allocate(rows, columns, FLOAT32)).view();
    }

    /** A column of classes. */
    MatrixView classes(int... classes) {
        DeviceBuffer buffer = owned.own(device.allocate(classes.length, 1, INT32));
        device.write(buffer, 0, classes, 0, classes.length);
        return buffer.view();
    }

    void run(List<Op> ops) {
        try (Executable executable = device.compile(ops)) {
            executable.run();
        }
    }

    void run(Op... ops) {
        run(List.of(ops));
    }

    /** The elements of a whole buffer. */
    double[] read(MatrixView view) {
        double[] values = new double[view.buffer().size()];
        device.read(view.buffer(), 0, values, 0, values.length);
        return values;
    }

    @Override
    public void close() {
        owned.close();
    }
}
