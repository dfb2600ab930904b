package io.percept.train;

import static io.percept.backend.ElementType.INT32;

import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.DeviceInfo;
import io.percept.backend.Owned;
import io.percept.data.DataException;
import io.percept.data.Dataset;

/**
 * A data set that is too large for the device, of which a block of batches is there at a time: the next rows of the epoch's order, wherever in
 * the file they are. A thread reads the next block while the device computes with this one.
 *
 * <p>The steps are those of a resident data set, to the bit: the i-th row of the epoch is row i modulo the block's size on the device, which is
 * what the permutation says there.
 */
final class StreamedRows implements RowSupply {
    /** Bytes of features: reading them takes much longer than starting to, and three blocks are in memory. */
    private static final long USUAL_BLOCK = 32 << 20;

    /** Of the heap or of the device's memory. */
    private static final int SHARE = 8;

    private final Device device;
    private final int rows;
    private final int blockRows;
    private final int stepsPerBlock;
    private final DeviceBuffer features;
    private final DeviceBuffer targets;
    private final DeviceBuffer permutation;
    private final BlockReader reader;
    private int[] order;

    StreamedRows(Device device, Owned owned, Rows source, int batchSize) {
        Dataset data = source.data();
        this.device = device;
        this.rows = data.rows();
        this.blockRows = blockRows(device.info(), data, batchSize);
        this.stepsPerBlock = blockRows / batchSize;
        this.features = owned.own(device.allocate(blockRows, data.columns(), source.type()));
        this.targets = owned.own(device.allocate(
                blockRows, source.targets().columns(), source.targets().type()));
        this.permutation = owned.own(device.allocate(1, rows, INT32));
        writePlaces();
        this.reader = new BlockReader(source, blockRows);
        owned.onClose(reader::close);
    }

    /** Whether a device cannot, or shall not, have all rows of a data set at once. */
    static boolean isNeeded(Device device, Dataset data) {
        if (data.blockRows().isEmpty()) {
            return false;
        }
        int wanted = data.blockRows().getAsInt();
        DeviceInfo info = device.info();
        long numbers = (long) data.rows() * data.columns();
        boolean fits = numbers <= Integer.MAX_VALUE
                && numbers * bytes(data) <= Math.min(info.maxAllocationBytes(), info.memoryBytes() / SHARE);
        return !fits || (wanted > 0 && wanted < data.rows());
    }

    /** Whole batches, at least one, and no more than there is room for. */
    private static int blockRows(DeviceInfo device, Dataset data, int batchSize) {
        long row = (long) data.columns() * bytes(data);
        long heap = Runtime.getRuntime().maxMemory();
        if (batchSize * row > heap / SHARE || batchSize * (long) data.columns() > Integer.MAX_VALUE) {
            throw new DataException("a batch of " + batchSize + " rows of " + data.columns() + " features takes "
                    + ((batchSize * row) >> 20) + " MiB, more than an eighth of the memory of " + (heap >> 20)
                    + " MiB; use a smaller batch size");
        }
        int wanted = data.blockRows().orElse(0);
        long usual = Math.min(USUAL_BLOCK, heap / SHARE / SHARE) / row;
        long room =
                Math.min(Math.min(heap / SHARE, device.maxAllocationBytes()) / row, Integer.MAX_VALUE / data.columns());
        long most = Math.min(wanted > 0 ? wanted : usual, room);
        long batches = Math.max(1, Math.min(most, data.rows()) / batchSize);
        return (int) (batches * batchSize);
    }

    private static int bytes(Dataset data) {
        return data.isBytes() ? 1 : Float.BYTES;
    }

    private void writePlaces() {
        int[] places = new int[blockRows];
        for (int i = 0; i < blockRows; i++) {
            places[i] = i;
        }
        for (int first = 0; first < rows; first += blockRows) {
            device.write(permutation, first, places, 0, Math.min(blockRows, rows - first));
        }
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
    public void order(int[] newOrder) {
        order = newOrder;
    }

    @Override
    public void rewind() {
        reader.start(order, rows);
    }

    @Override
    public void prepare(int step) {
        if (step % stepsPerBlock == 0) {
            Block block = reader.take();
            int first = step / stepsPerBlock * blockRows;
            ResidentRows.write(device, block, this, 0, Math.min(blockRows, rows - first));
            reader.giveBack(block);
        }
    }
}
