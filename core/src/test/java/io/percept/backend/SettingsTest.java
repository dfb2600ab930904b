package io.percept.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
    /** One component of each kind, and one that is none. */
    public record Sample(double rate, int count, boolean fast, String label) implements Named {
        public Sample {
            if (rate < 0) {
                throw new IllegalArgumentException("rate is " + rate + "; it must not be negative");
            }
        }

        @Override
        public String name() {
            return "sample";
        }
    }

    /** Nothing to set. */
    public record Plain() implements Named {
        @Override
        public String name() {
            return "plain";
        }
    }

    private static final Sample STANDARD = new Sample(0.5, 3, false, "kept");
    private static final List<Named> ALL = List.of(new Plain(), STANDARD);

    @Test
    void settingsAreTheNumbersAndTruthValues() {
        assertEquals(Map.of("rate", 0.5, "count", 3, "fast", false), Settings.of(STANDARD));
        assertEquals(
                List.of("rate", "count", "fast"),
                List.copyOf(Settings.of(STANDARD).keySet()));
        assertEquals(Map.of(), Settings.of(new Plain()));
    }

    @Test
    void whatIsNotNamedStays() {
        assertEquals(new Sample(0.5, 7, true, "kept"), Settings.with(STANDARD, Map.of("count", 7, "fast", true)));
    }

    @Test
    void namesAndSettingsAreParsed() {
        assertEquals(new Plain(), Settings.parse(ALL, "plain"));
        assertEquals(STANDARD, Settings.parse(ALL, "sample"));
        assertEquals(new Sample(2, 3, false, "kept"), Settings.parse(ALL, "sample:2"));
        assertEquals(new Sample(1e-3, 4, true, "kept"), Settings.parse(ALL, "sample:1e-3,fast=true, count=4"));
    }

    @Test
    void whatDiffersIsWritten() {
        assertEquals("sample", Settings.format(STANDARD, STANDARD));
        Sample changed = new Sample(0.25, 3, true, "kept");
        assertEquals("sample:rate=0.25,fast=true", Settings.format(changed, STANDARD));
        assertEquals(changed, Settings.parse(ALL, Settings.format(changed, STANDARD)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "simple            | \"simple\" is none of plain, sample",
                "plain:3           | \"3\" in \"plain:3\" is not of the form setting=value; plain has no settings",
                "sample:size=3     | sample has no setting size; it has rate, count, fast",
                "sample:rate=x     | the value \"x\" of a setting is not a number",
                "sample:count=1.5  | count is 1.5; it must be a whole number",
                "sample:count=1e10 | count is 1.0E10; it must be a whole number",
                "sample:fast=1     | fast is 1.0; it must be true or false",
                "sample:rate=true  | rate is true; it must be a number",
                "sample:-1         | sample: rate is -1.0; it must not be negative",
                "sample:fast=true,2| \"2\" in \"sample:fast=true,2\" is not of the form setting=value; sample has the"
                        + " settings rate, count, fast",
            })
    void mistakesAreNamed(String written, String message) {
        Exception mistake = assertThrows(IllegalArgumentException.class, () -> Settings.parse(ALL, written));
        assertEquals(message, mistake.getMessage());
    }
}
