package io.percept.cli.bench;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;

import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Executable;
import io.percept.backend.Fill;
import io.percept.backend.MatrixView;
import io.percept.backend.Owned;
import java.util.List;

/** Matrices on a device for an operation to work on, which are closed together. */
public final class Operands implements AutoCloseable {
    private final Device device;
    private final Owned owned = new Owned();

    public Operands(Device device) {
        this.device = device;
    }

    /** Numbers between -0.5 and 0.5. */
    MatrixView random(int rows, int columns) {
        DeviceBuffer buffer = owned.own(device.allocate(rows, columns, FLOAT32));
        CounterRandom random = new CounterRandom(rows, columns);
        float[] values = new float[buffer.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble() - 0.5f;
        }
        device.write(buffer, values);
        return buffer.view();
    }

    /** The same number everywhere, written by the device itself: the host needs no memory for it. */
    public MatrixView filled(int rows, int columns, double value) {
        MatrixView view = owned.own(device.allocate(rows, columns, FLOAT32)).view();
        try (Executable fill = device.compile(List.of(new Fill(value, view)))) {
            fill.run();
            device.synchronize();
        }
        return view;
    }

    public MatrixView row(double... values) {
        DeviceBuffer buffer = owned.own(device.allocate(1, values.length, FLOAT32));
        device.write(buffer, 0, values, 0, values.length);
        return buffer.view();
    }

    /** A class for each row. */
    MatrixView classes(int rows, int count) {
        DeviceBuffer buffer = owned.own(device.allocate(rows, 1, INT32));
        CounterRandom random = new CounterRandom(rows, count);
        int[] values = new int[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = random.nextInt(count);
        }
        device.write(buffer, 0, values, 0, rows);
        return buffer.view();
    }

    /** A cursor that stands at 0. */
    MatrixView cursor() {
        return owned.own(device.allocate(1, 1, INT32)).view();
    }

    @Override
    public void close() {
        owned.close();
    }
}
