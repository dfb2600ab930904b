package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.List;

/**
 * Limits the norm of every row of a weight matrix, that is of the weights into each unit: rows with norm = √Σ w² above the limit are
 * multiplied by limit / (norm + ε); the others stay as they are.
 *
 * @param maxNorm the limit, finite
 * @param w out x in
 */
public record LimitRowNorms(MaxNorm maxNorm, MatrixView w) implements Op {
    public LimitRowNorms {
        Checks.positive("LimitRowNorms: limit", maxNorm.limit());
        Checks.type("LimitRowNorms", "w", w, FLOAT32);
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(w);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(w);
    }

    @Override
    public long flops() {
        return 3 * w.size();
    }
}
