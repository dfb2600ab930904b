package io.percept.backend;

import java.util.List;

/**
 * Moves on to the next step: cursor ← cursor + 1.
 *
 * @param cursor 1 x 1 int32: the position in the permutation (counted in batches), in the schedule and in the record of losses
 */
public record Advance(MatrixView cursor) implements Op {
    public Advance {
        Checks.cursor("Advance", cursor);
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(cursor);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(cursor);
    }

    @Override
    public long flops() {
        return 0;
    }
}
