package io.percept.train;

import io.percept.backend.Loss;
import io.percept.backend.Target;
import io.percept.data.DataException;
import io.percept.data.RealTargets;

/** Makes sure that targets are what a loss can compare outputs with. */
final class TargetCheck {
    /** Float32 numbers that are written with a few decimals add up to 1 as nearly as this. */
    private static final double ROUNDING = 1e-3;

    private TargetCheck() {}

    /**
     * Checks real targets.
     *
     * @throws DataException when the loss wants others
     */
    static void check(Loss loss, RealTargets targets) {
        switch (loss.target()) {
            case CLASS ->
                throw new DataException(loss.name() + " needs classes as targets, but "
                        + String.join(", ", targets.names()) + " holds real numbers; use mean-squared-error");
            case PROBABILITY -> checkEach(loss, targets, "from 0 to 1");
            case LABEL -> checkEach(loss, targets, "that are 0 or 1");
            case COUNT -> checkEach(loss, targets, "that are not negative");
            case DISTRIBUTION -> {
                checkEach(loss, targets, "from 0 to 1");
                checkSums(loss, targets);
            }
            case NUMBER -> {}
        }
    }

    private static void checkEach(Loss loss, RealTargets targets, String what) {
        int columns = targets.names().size();
        for (int i = 0; i < targets.values().length; i++) {
            float value = targets.values()[i];
            if (!isPossible(loss.target(), value)) {
                throw new DataException(loss.name() + " needs targets " + what + ", but "
                        + targets.names().get(i % columns) + " is " + value + " in row " + i / columns);
            }
        }
    }

    private static boolean isPossible(Target kind, float value) {
        return switch (kind) {
            case LABEL -> value == 0 || value == 1;
            case COUNT -> value >= 0;
            default -> value >= 0 && value <= 1;
        };
    }

    private static void checkSums(Loss loss, RealTargets targets) {
        int columns = targets.names().size();
        for (int row = 0; row < targets.rows(); row++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += targets.values()[row * columns + j];
            }
            if (Math.abs(sum - 1) > ROUNDING) {
                throw new DataException(loss.name()
                        + " needs targets that are 1 together, a probability for each class," + " but those of row "
                        + row + " are " + (float) sum + "; divide each by its row's sum");
            }
        }
    }
}
