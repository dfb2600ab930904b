package io.percept.train;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;

import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.ElementType;
import io.percept.backend.Loss;
import io.percept.data.ClassTargets;
import io.percept.data.RealTargets;
import io.percept.data.Targets;
import java.util.Arrays;

/**
 * Targets as a loss wants them, some rows at a time: class indices for a loss over classes; otherwise values, which for classes are 1 for
 * the right one and 0 for the others.
 */
final class TargetRows {
    private final Targets targets;
    private final ElementType type;
    private final int columns;

    TargetRows(Targets targets, Loss loss) {
        this.targets = targets;
        boolean indices = targets instanceof ClassTargets && loss.targetsAreClasses();
        this.type = indices ? INT32 : FLOAT32;
        this.columns = targets instanceof RealTargets real
                ? real.names().size()
                : indices ? 1 : TrainingSession.outputsFor(loss, targets);
    }

    ElementType type() {
        return type;
    }

    int columns() {
        return columns;
    }

    /** Room for so many rows. */
    Block block(int rows) {
        return type == INT32 ? new Block(new int[rows], null) : new Block(null, new float[rows * columns]);
    }

    /** Targets of some rows, of the one type or the other. */
    @SuppressWarnings("ArrayRecordComponent")
    record Block(int[] indices, float[] values) {
        /** Writes so many elements to the begin of a buffer. */
        void write(Device device, DeviceBuffer buffer, int offset, int length) {
            if (indices != null) {
                device.write(buffer, offset, indices, 0, length);
            } else {
                device.write(buffer, offset, values, 0, length);
            }
        }
    }

    /**
     * Copies some rows.
     *
     * @param order the numbers of rows; null for 0, 1, 2 ...
     * @param first where in the order to begin
     */
    void copy(int[] order, int first, int count, Block into) {
        for (int i = 0; i < count; i++) {
            copy(order == null ? first + i : order[first + i], into, i);
        }
    }

    private void copy(int row, Block into, int i) {
        if (targets instanceof RealTargets real) {
            System.arraycopy(real.values(), row * columns, into.values(), i * columns, columns);
            return;
        }
        int label = ((ClassTargets) targets).labels()[row];
        if (type == INT32) {
            into.indices()[i] = label;
        } else if (columns == 1) {
            into.values()[i] = label;
        } else {
            Arrays.fill(into.values(), i * columns, (i + 1) * columns, 0);
            into.values()[i * columns + label] = 1;
        }
    }
}
