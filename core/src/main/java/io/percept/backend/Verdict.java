package io.percept.backend;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was found about a device's results.
 *
 * @param check what found it
 * @param time when
 * @param failure what the device does wrong; empty when it passed
 */
public record Verdict(Check check, Instant time, Optional<String> failure) {
    private static final String PASSED = "passed";
    private static final String FAILED = "failed";

    /** Compares a device's results with the specification. */
    public enum Check {
        /** A few small operations, when a device is used for the first time. */
        FIRST_USE("the short check at its first use"),
        /** The conformance suite. */
        CONFORMANCE("'percept devices --check'");

        private final String title;

        Check(String title) {
            this.title = title;
        }

        /** As sentences name it. */
        public String title() {
            return title;
        }
    }

    public boolean passed() {
        return failure.isEmpty();
    }

    /** Three lines and the reason. */
    String text() {
        return (passed() ? PASSED : FAILED) + "\n" + check + "\n" + time + "\n" + failure.orElse("");
    }

    /** What {@link #text()} was made of; empty for any other text. */
    static Optional<Verdict> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 3 || !List.of(PASSED, FAILED).contains(lines.get(0))) {
            return Optional.empty();
        }
        Optional<Check> check = Arrays.stream(Check.values())
                .filter(value -> value.name().equals(lines.get(1)))
                .findFirst();
        Optional<String> failure = lines.get(0).equals(PASSED)
                ? Optional.empty()
                : Optional.of(lines.stream().skip(3).collect(Collectors.joining("\n")));
        try {
            Instant time = Instant.parse(lines.get(2));
            return check.map(found -> new Verdict(found, time, failure));
        } catch (DateTimeException damaged) {
            return Optional.empty();
        }
    }
}
