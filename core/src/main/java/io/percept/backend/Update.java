package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;

import java.util.Arrays;
import java.util.List;

/**
 * An optimizer's step over all parameters at once: for each of them g = gradient + regularizer.gradient(w), then {@link
 * UpdateRule#step} with the coefficients in row cursor of the schedule.
 *
 * @param rule the optimizer
 * @param regularizer the penalty on weights
 * @param penalised how many of the parameters, from the first on, the penalty applies to (weights come before biases)
 * @param w the flat parameters, 1 x n
 * @param gradient 1 x n
 * @param state the rule's state, slots x n; null where it keeps none
 * @param schedule steps x {@link UpdateRule#coefficientCount()}
 * @param cursor 1 x 1 int32
 */
public record Update(
        UpdateRule rule,
        Regularizer regularizer,
        int penalised,
        MatrixView w,
        MatrixView gradient,
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
        Checks.shapes(
                schedule.columns() == rule.coefficientCount(),
                "Update",
                "schedule",
                schedule,
                "w",
                w,
                rule.name() + " needs " + rule.coefficientCount() + " coefficients a step");
        Checks.cursor("Update", cursor);
        if (penalised < 0 || penalised > n) {
            throw new IllegalArgumentException("Update: penalised is " + penalised + "; it must be 0 to " + n);
        }
        if ((state == null ? 0 : state.rows()) != rule.stateSlots()) {
            throw new IllegalArgumentException("Update: state has " + (state == null ? 0 : state.rows()) + " rows; "
                    + rule.name() + " keeps " + rule.stateSlots());
        }
        if (state != null) {
            Checks.type("Update", "state", state, FLOAT32);
            Checks.shapes(state.columns() == n, "Update", "state", state, "w", w, "state must have w's columns");
        }
        Checks.noOverlap("Update", Arrays.asList(gradient, schedule, cursor), Arrays.asList(w, state));
    }

    @Override
    public List<MatrixView> inputs() {
        return state == null ? List.of(w, gradient, schedule, cursor) : List.of(w, state, gradient, schedule, cursor);
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
