package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An optimizer's step over all parameters at once. For each of them, in this order: g = gradient + regularizer.gradient(w); g is brought
 * to [-clipValue, clipValue]; g ← scale g; {@link WeightDecay}; and {@link UpdateRule#step} with the coefficients in row cursor of the
 * schedule.
 *
 * @param rule the optimizer
 * @param regularizer the penalty on weights
 * @param decay weight decay
 * @param clipValue the largest absolute gradient, positive; infinite for none
 * @param penalised how many of the parameters, from the first on, are weights: what the penalty and weight decay apply to
 * @param w the flat parameters, 1 x n
 * @param gradient 1 x n
 * @param scale what {@link ClipNorm} has found, 1 x 1; null for 1
 * @param state the rule's state, slots x n; null where it keeps none
 * @param schedule steps x coefficients, those of the rule and then those of the decay
 * @param cursor 1 x 1 int32
 */
public record Update(
        UpdateRule rule,
        Regularizer regularizer,
        WeightDecay decay,
        double clipValue,
        int penalised,
        MatrixView w,
        MatrixView gradient,
        MatrixView scale,
        MatrixView state,
        MatrixView schedule,
        MatrixView cursor)
        implements Op {
    public Update {
        int n = w.columns();
        Checks.type("Update", "w", w, FLOAT32);
        Checks.vector("Update", "w", w, n, "all parameters in a row");
        Checks.type("Update", "gradient", gradient, FLOAT32);
        Checks.vector("Update", "gradient", gradient, n, "one for each parameter");
        Checks.type("Update", "schedule", schedule, FLOAT32);
        int coefficients = rule.coefficientCount() + decay.coefficientCount();
        Checks.shapes(
                schedule.columns() == coefficients,
                "Update",
                "schedule",
                schedule,
                "w",
                w,
                rule.name() + (decay.coefficientCount() == 0 ? "" : " with weight decay") + " needs " + coefficients
                        + " coefficients a step");
        Checks.cursor("Update", cursor);
        Checks.penalised("Update", penalised, n);
        if (!(clipValue > 0)) {
            throw new IllegalArgumentException("Update: clipValue is " + clipValue + "; it must be positive");
        }
        if (scale != null) {
            Checks.type("Update", "scale", scale, FLOAT32);
            Checks.vector("Update", "scale", scale, 1, "one factor");
        }
        if ((state == null ? 0 : state.rows()) != rule.stateSlots()) {
            throw new IllegalArgumentException("Update: state has " + (state == null ? 0 : state.rows()) + " rows; "
                    + rule.name() + " keeps " + rule.stateSlots());
        }
        if (state != null) {
            Checks.type("Update", "state", state, FLOAT32);
            Checks.shapes(state.columns() == n, "Update", "state", state, "w", w, "state must have w's columns");
        }
        Checks.noOverlap("Update", Arrays.asList(gradient, scale, schedule, cursor), Arrays.asList(w, state));
    }

    /** Without weight decay and clipping. */
    public Update(
            UpdateRule rule,
            Regularizer regularizer,
            int penalised,
            MatrixView w,
            MatrixView gradient,
            MatrixView state,
            MatrixView schedule,
            MatrixView cursor) {
        this(
                rule,
                regularizer,
                WeightDecay.NONE,
                Double.POSITIVE_INFINITY,
                penalised,
                w,
                gradient,
                null,
                state,
                schedule,
                cursor);
    }

    /** How many of the parameters, from the first on, decay. */
    public int decayed() {
        return decay.isNone() ? 0 : decay.biases() ? w.columns() : penalised;
    }

    /** Whether gradients are clipped one by one. */
    public boolean clipsValues() {
        return clipValue != Double.POSITIVE_INFINITY;
    }

    @Override
    public List<MatrixView> inputs() {
        return Stream.of(w, state, gradient, scale, schedule, cursor)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public List<MatrixView> outputs() {
        return state == null ? List.of(w) : List.of(w, state);
    }

    @Override
    public long flops() {
        return (2 + 5L * rule.stateSlots()) * w.size();
    }
}
