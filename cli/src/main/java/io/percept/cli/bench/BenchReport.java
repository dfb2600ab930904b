package io.percept.cli.bench;

import io.percept.backend.DeviceOptions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of all devices, with what one must know to judge it.
 *
 * @param time when the measuring began
 * @param machine what {@link Machine#facts()} says
 * @param options how the devices were opened
 * @param quick whether the small suite was measured
 */
public record BenchReport(
        Instant time,
        Map<String, String> machine,
        DeviceOptions options,
        Effort effort,
        boolean quick,
        List<DeviceFigures> devices) {
    /** What a reader must know of the ceilings. */
    static final String METHOD =
            "Of roofline: how much of what the device can reach (S. Williams, A. Waterman, D. Patterson, 2009,"
                    + " \"Roofline\"). That is min(compute ceiling, intensity x bandwidth ceiling), where the intensity is the number of"
                    + " floating-point operations for each byte that must be moved. No peaks of data sheets are used: both ceilings are"
                    + " attained ones, measured on the device itself, the fastest of some large products and the sum of two vectors"
                    + " far larger than usual caches. A figure exceeds 100 % where its data lie in a cache, which is faster than the memory,"
                    + " or where its shape suits the device better than those of the large products.";

    /** What a reader of the small suite must know besides. */
    private static final String QUICK =
            "--quick: small products and vectors only, so the ceilings may be too low or be those of a cache";

    public BenchReport {
        time = time.truncatedTo(ChronoUnit.SECONDS);
        machine = new LinkedHashMap<>(machine);
        devices = List.copyOf(devices);
    }

    /** What to tell people, each under its name. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", time.toString());
        facts.putAll(machine);
        facts.put("precision", options.precision().label());
        facts.put("threads of cpu", String.valueOf(options.threads()));
        facts.put(
                "figures",
                "means of " + effort.repetitions() + " repetitions of at least " + Digits.of(effort.seconds())
                        + " s each, after " + Digits.of(effort.warmUp())
                        + " s of warm-up; +/- is the standard deviation");
        if (quick) {
            facts.put("suite", QUICK);
        }
        devices.forEach(figures -> facts.put(figures.device().id(), Machine.describe(figures.device())));
        return facts;
    }
}
