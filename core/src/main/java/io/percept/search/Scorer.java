package io.percept.search;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Says how good settings are; the same for the same settings. */
@FunctionalInterface
public interface Scorer {
    /**
     * Scores settings.
     *
     * @param settings their values by name
     * @param epochs how many epochs to train for, where the strategy decides on that
     * @return the score; empty when it was stopped on the way
     */
    Optional<Score> score(Map<String, String> settings, OptionalInt epochs);
}
