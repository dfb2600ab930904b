package io.percept.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictsTest {
    private static final DeviceInfo DEVICE = Fakes.device("opencl:0", "Radeon 7");

    @TempDir
    private Path folder;

    @Test
    void theLatestVerdictCounts() {
        Verdicts verdicts = Verdicts.in(folder);
        assertThat(verdicts.find(DEVICE)).isEmpty();
        assertThat(verdicts.hasPassed(DEVICE)).isFalse();

        Instant before = Instant.now();
        verdicts.put(DEVICE, Verdict.Check.FIRST_USE, Optional.empty());

        assertThat(verdicts.hasPassed(DEVICE)).isTrue();
        Verdict first = verdicts.find(DEVICE).orElseThrow();
        assertThat(first.check()).isEqualTo(Verdict.Check.FIRST_USE);
        assertThat(first.time()).isBetween(before, Instant.now());
        verdicts.put(DEVICE, Verdict.Check.CONFORMANCE, Optional.of("Add gives 2\nwhere 1 is right"));
        assertThat(verdicts.hasPassed(DEVICE)).isFalse();
        assertThat(verdicts.failure(DEVICE)).contains("Add gives 2\nwhere 1 is right");
        assertThat(verdicts.find(DEVICE).orElseThrow().check()).isEqualTo(Verdict.Check.CONFORMANCE);
    }

    @Test
    void aVerdictIsOnOneDevice() {
        Verdicts verdicts = Verdicts.in(folder);
        verdicts.put(DEVICE, Verdict.Check.FIRST_USE, Optional.empty());

        assertThat(verdicts.hasPassed(Fakes.device("opencl:1", "Radeon 7")))
                .as("the same under another number")
                .isTrue();
        assertThat(verdicts.find(Fakes.device("opencl:0", "Radeon 8"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "passed",
                "failed: Add",
                "passed\nFIRST_USE\nyesterday\n",
                "passed\nNOTHING\n2026-11-20T00:00:00Z\n",
                "perhaps\nFIRST_USE\n2026-11-20T00:00:00Z\n"
            })
    void whatIsNoVerdictIsNone(String text) {
        assertThat(Verdict.parse(text)).isEmpty();
    }
}
