package io.percept.cli.bench.gpu;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A figure and what it should be.
 *
 * @param what is judged
 * @param unit of the figure; empty for ratios
 * @param value the figure, where it was measured
 * @param atLeast whether more is better
 * @param goal what is to be reached; empty where there is only something beyond it
 * @param beyond what would be better still, if anything
 * @param why it was not measured, if it was not
 */
record Goal(
        String what,
        String unit,
        OptionalDouble value,
        boolean atLeast,
        OptionalDouble goal,
        OptionalDouble beyond,
        String why) {
    /** How a figure stands to a limit. */
    enum Verdict {
        REACHED("reached"),
        MISSED("not reached"),
        NOT_MEASURED("not measured");

        private final String title;

        Verdict(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** Whether the goal is reached; empty where there is none. */
    Optional<Verdict> verdict() {
        return verdict(goal);
    }

    /** Whether what is beyond the goal is reached; empty where there is nothing beyond it. */
    Optional<Verdict> verdictBeyond() {
        return verdict(beyond);
    }

    /** A figure that is no number has reached nothing. */
    private Optional<Verdict> verdict(OptionalDouble limit) {
        if (limit.isEmpty()) {
            return Optional.empty();
        } else if (value.isEmpty()) {
            return Optional.of(Verdict.NOT_MEASURED);
        }
        double measured = value.getAsDouble();
        boolean reached = atLeast ? measured >= limit.getAsDouble() : measured <= limit.getAsDouble();
        return Optional.of(reached ? Verdict.REACHED : Verdict.MISSED);
    }
}
