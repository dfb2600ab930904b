package io.percept.train;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;

import io.percept.backend.Advance;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.ElementType;
import io.percept.backend.GatherRows;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.Owned;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.nn.Lowering;

/** A data set dealt out on a device in batches in a given order, with a place for the loss of each batch. */
final class BatchFeed {
    private final Device device;
    private final Loss loss;
    private final int rows;
    private final int batchSize;
    private final Owned owned;
    private final RowSupply supply;
    private final DeviceBuffer mean;
    private final DeviceBuffer scale;
    private final DeviceBuffer cursor;
    private final DeviceBuffer losses;

    BatchFeed(Device device, Owned owned, Dataset data, Loss loss, Preparation preparation, int batchSize) {
        this.device = device;
        this.owned = owned;
        this.loss = loss;
        this.rows = data.rows();
        this.batchSize = Math.min(batchSize, rows);
        preparation.requireFit(data);
        RowSupply.Rows source = new RowSupply.Rows(data, preparation, new TargetRows(data.targets(), loss));
        this.supply = StreamedRows.isNeeded(device, data)
                ? new StreamedRows(device, owned, source, this.batchSize)
                : new ResidentRows(device, owned, source);
        this.mean = upload(preparation.scaler().shift());
        this.scale = upload(preparation.scaler().scale());
        this.cursor = allocate(1, 1, INT32);
        this.losses = allocate(1, steps(), FLOAT32);
    }

    int rows() {
        return rows;
    }

    /** Batches in the data set, the last of which may be smaller. */
    int steps() {
        return (rows + batchSize - 1) / batchSize;
    }

    /** The number of rows of a batch. */
    int rowsOf(int step) {
        return Math.min(batchSize, rows - step * batchSize);
    }

    MatrixView cursor() {
        return cursor.view();
    }

    /** Sets the order of the rows. */
    void order(int[] order) {
        supply.order(order);
    }

    /** Goes back to the first batch. */
    void rewind() {
        device.write(cursor, 0, new int[] {0}, 0, 1);
        supply.rewind();
    }

    /** Makes sure that the rows of a batch are on the device, before it is computed; batches come one after the other. */
    void prepare(int step) {
        supply.prepare(step);
    }

    /** The losses of the first batches since {@link #rewind()}. */
    double[] losses(int count) {
        double[] values = new double[count];
        device.read(losses, 0, values, 0, count);
        return values;
    }

    /** The mean loss over the rows of these batches. */
    double meanLoss(double[] batchLosses) {
        double sum = 0;
        int seen = 0;
        for (int step = 0; step < batchLosses.length; step++) {
            sum += batchLosses[step] * rowsOf(step);
            seen += rowsOf(step);
        }
        return sum / seen;
    }

    /** Features and targets of a batch. */
    record Batch(MatrixView x, MatrixView t) {}

    /** Appends what fetches a batch of that many rows. */
    Batch appendGather(Lowering lowering, int batchRows) {
        DeviceBuffer features = supply.features();
        DeviceBuffer targets = supply.targets();
        MatrixView x = lowering.buffer(batchRows, features.columns(), FLOAT32);
        MatrixView t = lowering.buffer(batchRows, targets.columns(), targets.type());
        MatrixView order = supply.permutation().view();
        lowering.append(new GatherRows(features.view(), order, cursor.view(), batchSize, mean.view(), scale.view(), x));
        lowering.append(new GatherRows(targets.view(), order, cursor.view(), batchSize, t));
        return new Batch(x, t);
    }

    /** Appends what records the batch's loss and, unless {@code dz} is null, computes its gradient. */
    void appendLoss(Lowering lowering, MatrixView z, Batch batch, MatrixView dz) {
        lowering.append(new LossGradient(loss, z, batch.t(), cursor.view(), losses.view(), dz));
    }

    /** Appends what moves on to the next batch. */
    void appendAdvance(Lowering lowering) {
        lowering.append(new Advance(cursor.view()));
    }

    private DeviceBuffer allocate(int bufferRows, int columns, ElementType type) {
        return owned.own(device.allocate(bufferRows, columns, type));
    }

    private DeviceBuffer upload(float[] vector) {
        DeviceBuffer buffer = allocate(1, vector.length, FLOAT32);
        device.write(buffer, vector);
        return buffer;
    }
}
