package io.percept.opencl;

import io.percept.backend.Advance;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Update;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a loss kernel can do for the rest of its step: it is one work-group, so it may copy the row of the schedule that the update will
 * need, and then move the cursor on. The update and the advance would be in the way of each other otherwise, and take a launch more.
 *
 * @param update the position in the list of the update that finds its coefficients copied
 * @param advance the position of the advance that is done
 */
record Bookkeeping(OptionalInt update, int advance) {
    /** What can be done at once with the loss at this position, if anything: nothing may notice that the cursor moves early. */
    static Optional<Bookkeeping> of(List<Op> ops, int position) {
        MatrixView cursor = ((LossGradient) ops.get(position)).cursor();
        OptionalInt update = OptionalInt.empty();
        for (int i = position + 1; i < ops.size(); i++) {
            Op op = ops.get(i);
            if (op instanceof Advance advance && advance.cursor().equals(cursor)) {
                return Optional.of(new Bookkeeping(update, i));
            }
            if (op instanceof Update candidate
                    && candidate.cursor().equals(cursor)
                    && update.isEmpty()
                    && !isWritten(candidate.schedule(), ops.subList(position, i))) {
                update = OptionalInt.of(i);
            } else if (touches(op, cursor)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean touches(Op op, MatrixView view) {
        return Stream.concat(op.inputs().stream(), op.outputs().stream()).anyMatch(view::overlaps);
    }

    private static boolean isWritten(MatrixView view, List<Op> ops) {
        return ops.stream().flatMap(op -> op.outputs().stream()).anyMatch(view::overlaps);
    }
}
