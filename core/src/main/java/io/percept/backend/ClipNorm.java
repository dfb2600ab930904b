package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * How far gradients must be scaled down for their norm to keep to a limit: scale = min(1, limit / (√Σ g² + 10⁻⁶)) with g = gradient +
 * regularizer.gradient(w), as PyTorch's {@code clip_grad_norm_} has it. {@link Update} multiplies with it.
 *
 * <p>The sum runs in a fixed order. It does not overflow where the norm is a float32; gradients that are so small that their squares
 * vanish are small against 10⁻⁶.
 *
 * @param limit the largest norm, positive and finite
 * @param regularizer the penalty on weights
 * @param penalised how many of the parameters, from the first on, the penalty applies to
 * @param w the flat parameters, 1 x n
 * @param gradient 1 x n
 * @param scale receives the factor, 1 x 1
 */
public record ClipNorm(
        double limit, Regularizer regularizer, int penalised, MatrixView w, MatrixView gradient, MatrixView scale)
        implements Op {
    /** What is added to the norm. */
    public static final double EPSILON = 1e-6;

    public ClipNorm {
        int n = w.columns();
        Checks.positive("ClipNorm: limit", limit);
        Checks.type("ClipNorm", "w", w, FLOAT32);
        Checks.vector("ClipNorm", "w", w, n, "all parameters in a row");
        Checks.type("ClipNorm", "gradient", gradient, FLOAT32);
        Checks.vector("ClipNorm", "gradient", gradient, n, "one for each parameter");
        Checks.type("ClipNorm", "scale", scale, FLOAT32);
        Checks.vector("ClipNorm", "scale", scale, 1, "one factor");
        Checks.penalised("ClipNorm", penalised, n);
        Checks.noOverlap("ClipNorm", Arrays.asList(w, gradient), Arrays.asList(scale));
    }

    @Override
    public List<MatrixView> inputs() {
        return List.of(w, gradient);
    }

    @Override
    public List<MatrixView> outputs() {
        return List.of(scale);
    }

    @Override
    public long flops() {
        return 2 * w.size();
    }
}
