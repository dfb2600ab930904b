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
import java.util.Arrays;
import java.util.stream.IntStream;

/** A data set dealt out on a device in batches in a given order, with a place for the loss of each batch. */
final class BatchFeed {
    private final Device device;
    private final Loss loss;
    private final int rows;
    private final int batchSize;
    /** Rows that are fetched at a time: a batch, or a part of one. */
    private final int partSize;

    private final Owned owned;
    private final Weights weights;
    private final RowSupply supply;
    private final DeviceBuffer mean;
    private final DeviceBuffer scale;
    private final DeviceBuffer cursor;
    private final DeviceBuffer losses;
    /** Which part of the epoch is next; null where batches come whole. */
    private final DeviceBuffer partCursor;
    /** These are null where nothing is weighed. */
    private final DeviceBuffer classWeights;

    private final DeviceBuffer rowWeights;
    /** All weights are on the device, where perhaps not all rows are. */
    private final DeviceBuffer weightOrder;
    /** The shares; null where losses are means over all rows of whole batches. */
    private final DeviceBuffer divisors;
    /** What the rows of each batch count for, in the present order. */
    private final double[] shares;

    /** Batches that come whole. */
    BatchFeed(
            Device device,
            Owned owned,
            Dataset data,
            Loss loss,
            Weights weights,
            Preparation preparation,
            int batchSize) {
        this(device, owned, data, loss, weights, preparation, batchSize, batchSize);
    }

    /** Batches that come in parts of so many rows, the last of a batch perhaps fewer; all batches but the last are multiples of it. */
    BatchFeed(
            Device device,
            Owned owned,
            Dataset data,
            Loss loss,
            Weights weights,
            Preparation preparation,
            int batchSize,
            int partSize) {
        this.device = device;
        this.owned = owned;
        this.loss = loss;
        this.weights = weights;
        this.rows = data.rows();
        this.batchSize = Math.min(batchSize, rows);
        this.partSize = Math.min(partSize, this.batchSize);
        preparation.requireFit(data);
        RowSupply.Rows source = new RowSupply.Rows(data, preparation, new TargetRows(data.targets(), loss));
        this.supply = StreamedRows.isNeeded(device, data)
                ? new StreamedRows(device, owned, source, this.batchSize)
                : new ResidentRows(device, owned, source);
        this.mean = upload(preparation.scaler().shift());
        this.scale = upload(preparation.scaler().scale());
        this.cursor = allocate(1, 1, INT32);
        this.losses = allocate(1, steps(), FLOAT32);
        this.partCursor = inParts() ? allocate(1, 1, INT32) : null;
        this.classWeights = weights.classes().map(values -> upload(1, values)).orElse(null);
        this.rowWeights = weights.rows().map(values -> upload(rows, values)).orElse(null);
        this.weightOrder = rowWeights == null ? null : allocate(1, rows, INT32);
        this.divisors = weights.isNone() && !inParts() ? null : allocate(1, steps(), FLOAT32);
        this.shares = new double[steps()];
        count(IntStream.range(0, rows).toArray());
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

    /** Whether batches come in parts. */
    boolean inParts() {
        return partSize < batchSize;
    }

    /** The numbers of rows of a batch's parts; the batch itself where it comes whole. */
    int[] partsOf(int step) {
        int count = (rowsOf(step) + partSize - 1) / partSize;
        return IntStream.range(0, count)
                .map(part -> Math.min(partSize, rowsOf(step) - part * partSize))
                .toArray();
    }

    MatrixView cursor() {
        return cursor.view();
    }

    private MatrixView gatherCursor() {
        return inParts() ? partCursor.view() : cursor.view();
    }

    /** Sets the order of the rows. */
    void order(int[] order) {
        supply.order(order);
        count(order);
    }

    private void count(int[] order) {
        if (weightOrder != null) {
            device.write(weightOrder, 0, order, 0, rows);
        }
        Arrays.fill(shares, 0);
        for (int i = 0; i < rows; i++) {
            shares[i / batchSize] += weights.share(order[i]);
        }
        if (divisors != null) {
            // A batch without any weight has no mean; divided by 1 it has a loss and a gradient of 0.
            device.write(
                    divisors,
                    0,
                    Arrays.stream(shares).map(share -> share == 0 ? 1 : share).toArray(),
                    0,
                    shares.length);
        }
    }

    /** Goes back to the first batch. */
    void rewind() {
        device.write(cursor, 0, new int[] {0}, 0, 1);
        if (inParts()) {
            device.write(partCursor, 0, new int[] {0}, 0, 1);
            device.write(losses, new float[steps()]); // Parts add to them.
        }
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

    /** The mean loss over the rows of these batches, weighted as in each batch. */
    double meanLoss(double[] batchLosses) {
        double sum = 0;
        double seen = 0;
        for (int step = 0; step < batchLosses.length; step++) {
            sum += batchLosses[step] * shares[step];
            seen += shares[step];
        }
        return sum / seen;
    }

    /** Features, targets and weights of a batch; the last are null where rows are not weighed. */
    record Batch(MatrixView x, MatrixView t, MatrixView weights) {}

    /** Appends what fetches a batch, or a part of one, of that many rows. */
    Batch appendGather(Lowering lowering, int batchRows) {
        DeviceBuffer features = supply.features();
        DeviceBuffer targets = supply.targets();
        MatrixView x = lowering.buffer(batchRows, features.columns(), FLOAT32);
        MatrixView t = lowering.buffer(batchRows, targets.columns(), targets.type());
        MatrixView order = supply.permutation().view();
        lowering.append(new GatherRows(features.view(), order, gatherCursor(), partSize, mean.view(), scale.view(), x));
        lowering.append(new GatherRows(targets.view(), order, gatherCursor(), partSize, t));
        MatrixView batchWeights = null;
        if (rowWeights != null) {
            batchWeights = lowering.buffer(batchRows, 1, FLOAT32);
            lowering.append(
                    new GatherRows(rowWeights.view(), weightOrder.view(), gatherCursor(), partSize, batchWeights));
        }
        return new Batch(x, t, batchWeights);
    }

    /** Appends what records the batch's loss and, unless {@code dz} is null, computes its gradient. */
    void appendLoss(Lowering lowering, MatrixView z, Batch batch, MatrixView dz) {
        lowering.append(new LossGradient(
                loss,
                z,
                batch.t(),
                viewOf(classWeights),
                batch.weights(),
                cursor.view(),
                viewOf(divisors),
                inParts(),
                losses.view(),
                dz));
    }

    /** Appends what moves on to the next batch. */
    void appendAdvance(Lowering lowering) {
        lowering.append(new Advance(cursor.view()));
    }

    /** Appends what moves on to the next part of a batch. */
    void appendAdvancePart(Lowering lowering) {
        lowering.append(new Advance(partCursor.view()));
    }

    private static MatrixView viewOf(DeviceBuffer buffer) {
        return buffer == null ? null : buffer.view();
    }

    private DeviceBuffer upload(int bufferRows, double[] values) {
        DeviceBuffer buffer = allocate(bufferRows, values.length / bufferRows, FLOAT32);
        device.write(buffer, 0, values, 0, values.length);
        return buffer;
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
