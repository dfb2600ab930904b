package io.percept.train;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;
import static io.percept.backend.ElementType.UINT8;

import io.percept.backend.Advance;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.ElementType;
import io.percept.backend.GatherRows;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.Owned;
import io.percept.data.ClassTargets;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.nn.Lowering;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A data set on a device, dealt out in batches in a given order, with a place for the loss of each batch. */
final class BatchFeed {
    /** Numbers to fill in and to upload at a time. */
    private static final int BLOCK = 1 << 20;

    private final Device device;
    private final Loss loss;
    private final int rows;
    private final int batchSize;
    /** Rows that are fetched at a time: a batch, or a part of one. */
    private final int partSize;

    private final Owned owned;
    private final Weights weights;
    private final DeviceBuffer features;
    private final DeviceBuffer targets;
    private final DeviceBuffer mean;
    private final DeviceBuffer scale;
    private final DeviceBuffer permutation;
    private final DeviceBuffer cursor;
    private final DeviceBuffer losses;
    /** Which part of the epoch is next; null where batches come whole. */
    private final DeviceBuffer partCursor;
    /** These are null where nothing is weighed. */
    private final DeviceBuffer classWeights;

    private final DeviceBuffer rowWeights;
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
        this.features = upload(data, preparation);
        this.targets = upload(data, loss);
        this.mean = upload(preparation.scaler().shift());
        this.scale = upload(preparation.scaler().scale());
        this.permutation = allocate(1, rows, INT32);
        this.cursor = allocate(1, 1, INT32);
        this.losses = allocate(1, steps(), FLOAT32);
        this.partCursor = inParts() ? allocate(1, 1, INT32) : null;
        this.classWeights = weights.classes().map(values -> upload(1, values)).orElse(null);
        this.rowWeights = weights.rows().map(values -> upload(rows, values)).orElse(null);
        this.divisors = weights.isNone() && !inParts() ? null : allocate(1, steps(), FLOAT32);
        this.shares = new double[steps()];
        order(IntStream.range(0, rows).toArray());
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
        device.write(permutation, 0, order, 0, rows);
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
        MatrixView x = lowering.buffer(batchRows, features.columns(), FLOAT32);
        MatrixView t = lowering.buffer(batchRows, targets.columns(), targets.type());
        MatrixView order = permutation.view();
        lowering.append(new GatherRows(features.view(), order, gatherCursor(), partSize, mean.view(), scale.view(), x));
        lowering.append(new GatherRows(targets.view(), order, gatherCursor(), partSize, t));
        MatrixView batchWeights = null;
        if (rowWeights != null) {
            batchWeights = lowering.buffer(batchRows, 1, FLOAT32);
            lowering.append(new GatherRows(rowWeights.view(), order, gatherCursor(), partSize, batchWeights));
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

    private DeviceBuffer upload(Dataset data, Preparation preparation) {
        preparation.requireFit(data);
        DeviceBuffer buffer = allocate(rows, data.columns(), data.isBytes() ? UINT8 : FLOAT32);
        if (data.isBytes()) {
            device.write(buffer, 0, data.bytes(), 0, buffer.size());
            return buffer;
        }
        int most = Math.max(1, Math.min(rows, BLOCK / data.columns()));
        float[] block = new float[most * data.columns()];
        for (int first = 0; first < rows; first += most) {
            int count = Math.min(most, rows - first);
            data.copyRows(first, count, block);
            preparation.fill(block, count);
            device.write(buffer, first * data.columns(), block, 0, count * data.columns());
        }
        return buffer;
    }

    /** Class indices for a loss over classes; otherwise values, which for classes are 1 for the right one and 0 for the others. */
    private DeviceBuffer upload(Dataset data, Loss loss) {
        if (data.targets() instanceof RealTargets real) {
            DeviceBuffer buffer = allocate(rows, real.names().size(), FLOAT32);
            device.write(buffer, real.values());
            return buffer;
        }
        ClassTargets targets = (ClassTargets) data.targets();
        if (loss.targetsAreClasses()) {
            DeviceBuffer buffer = allocate(rows, 1, INT32);
            device.write(buffer, 0, targets.labels(), 0, rows);
            return buffer;
        }
        int columns = TrainingSession.outputsFor(loss, targets);
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            int label = targets.labels()[row];
            if (columns == 1) {
                values[row] = label;
            } else {
                values[row * columns + label] = 1;
            }
        }
        DeviceBuffer buffer = allocate(rows, columns, FLOAT32);
        device.write(buffer, values);
        return buffer;
    }
}
