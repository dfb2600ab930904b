package io.percept.train;

import static io.percept.backend.ElementType.INT32;

import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.Owned;
import java.util.stream.IntStream;

/** A data set that is on the device as a whole; only the order of its rows changes. */
final class ResidentRows implements RowSupply {
    /** Numbers to fill in and to upload at a time. */
    private static final int BLOCK = 1 << 20;

    private final Device device;
    private final DeviceBuffer features;
    private final DeviceBuffer targets;
    private final DeviceBuffer permutation;

    ResidentRows(Device device, Owned owned, Rows source) {
        this.device = device;
        int rows = source.data().rows();
        int columns = source.data().columns();
        int targetColumns = source.targets().columns();
        this.features = owned.own(device.allocate(rows, columns, source.type()));
        this.targets =
                owned.own(device.allocate(rows, targetColumns, source.targets().type()));
        this.permutation = owned.own(device.allocate(1, rows, INT32));
        int most = Math.max(1, Math.min(rows, BLOCK / Math.max(columns, targetColumns)));
        Block block = source.block(most);
        for (int first = 0; first < rows; first += most) {
            int count = Math.min(most, rows - first);
            source.copy(null, first, count, block);
            write(device, block, this, first, count);
        }
        order(IntStream.range(0, rows).toArray());
    }

    /** Writes a block's first rows to a supply's buffers from a row on. */
    static void write(Device device, Block block, RowSupply to, int row, int count) {
        int columns = to.features().columns();
        if (block.bytes() != null) {
            device.write(to.features(), row * columns, block.bytes(), 0, count * columns);
        } else {
            device.write(to.features(), row * columns, block.floats(), 0, count * columns);
        }
        int targetColumns = to.targets().columns();
        block.targets().write(device, to.targets(), row * targetColumns, count * targetColumns);
    }

    @Override
    public DeviceBuffer features() {
        return features;
    }

    @Override
    public DeviceBuffer targets() {
        return targets;
    }

    @Override
    public DeviceBuffer permutation() {
        return permutation;
    }

    @Override
    public void order(int[] order) {
        device.write(permutation, 0, order, 0, order.length);
    }

    @Override
    public void rewind() {
        // The cursor alone says where the epoch is.
    }

    @Override
    public void prepare(int step) {
        // All rows are there.
    }
}
