package io.percept.train;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.UINT8;

import io.percept.backend.DeviceBuffer;
import io.percept.backend.ElementType;
import io.percept.data.Dataset;
import io.percept.data.Preparation;

/**
 * Brings the rows of a data set to a device, from where a step gathers them: row {@code permutation[i]} of the features and targets there is
 * the i-th of the epoch.
 */
sealed interface RowSupply permits ResidentRows, StreamedRows {
    DeviceBuffer features();

    DeviceBuffer targets();

    DeviceBuffer permutation();

    /** Sets the order of the rows. */
    void order(int[] order);

    /** Goes back to the first batch. */
    void rewind();

    /** Makes sure that a step's rows are there; steps come one after the other. */
    void prepare(int step);

    /** What is supplied. */
    record Rows(Dataset data, Preparation preparation, TargetRows targets) {
        ElementType type() {
            return data.isBytes() ? UINT8 : FLOAT32;
        }

        /** Room for so many rows. */
        Block block(int count) {
            int size = Math.multiplyExact(count, data.columns());
            return data.isBytes()
                    ? new Block(null, new byte[size], targets.block(count))
                    : new Block(new float[size], null, targets.block(count));
        }

        /** Copies rows in some order, those from 0 on where it is null, with their gaps filled. */
        void copy(int[] order, int first, int count, Block into) {
            if (into.bytes() != null) {
                data.copyRows(order, first, count, into.bytes());
            } else {
                data.copyRows(order, first, count, into.floats());
                preparation.fill(into.floats(), count);
            }
            targets.copy(order, first, count, into.targets());
        }
    }

    /** Rows on their way to a device; their features are floats or bytes. */
    @SuppressWarnings("ArrayRecordComponent")
    record Block(float[] floats, byte[] bytes, TargetRows.Block targets) {}
}
