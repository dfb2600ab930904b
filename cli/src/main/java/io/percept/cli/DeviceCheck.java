package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.Device.Supported;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Precision;
import io.percept.backend.Verdict;
import io.percept.backend.Verdicts;
import io.percept.json.JsonObject;
import io.percept.tck.Case;
import io.percept.tck.Conformance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Compares what a device computes with the specification, shows the result and remembers it. */
final class DeviceCheck {
    private static final double NANOS = 1e-9;

    private final Console console;
    private final boolean json;

    DeviceCheck(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /** Cases in a precision. */
    private record Round(Precision precision, List<Case> cases) {}

    /** Whether the device does everything right: all operations, and matrix products in every precision that it has. */
    boolean check(Backends.Choice choice) {
        DeviceInfo info = choice.device();
        List<Round> rounds = Arrays.stream(Precision.values())
                .filter(precision -> choice.provider().supports(info, precision) instanceof Supported)
                .map(precision -> new Round(precision, cases(precision)))
                .toList();
        int all = rounds.stream().mapToInt(round -> round.cases().size()).sum();
        long start = System.nanoTime();
        if (!console.terminal().interactive()) {
            console.message("checking " + label(info) + " with " + Format.count(all, "case") + " ...");
        }
        List<Conformance.Result> results = new ArrayList<>();
        int earlier = 0;
        for (Round round : rounds) {
            int before = earlier;
            results.addAll(check(choice, round, done -> progress(info, before + done, all)));
            earlier += round.cases().size();
        }
        Optional<String> failure = results.stream()
                .filter(result -> !result.passed())
                .findFirst()
                .map(result -> result.failures().get(0));
        Verdicts.ofUser().put(info, Verdict.Check.CONFORMANCE, failure);
        show(info, results, failure.isEmpty(), (System.nanoTime() - start) * NANOS);
        return failure.isEmpty();
    }

    /** Precision makes a difference to matrix products alone, and to large ones at that. */
    static List<Case> cases(Precision precision) {
        return precision == Precision.FLOAT32 ? Conformance.selection() : Conformance.largeProducts();
    }

    private static List<Conformance.Result> check(Backends.Choice choice, Round round, Consumer<Integer> progress) {
        try (Device device = choice.open(options(round.precision()))) {
            return Conformance.check(device, round.cases(), progress).stream()
                    .map(result -> named(result, round.precision()))
                    .toList();
        }
    }

    /** Whoever checks a device wants to know all that is wrong with it, not to be refused. Hardly any training uses what is compiled. */
    static DeviceOptions options(Precision precision) {
        return DeviceOptions.defaults().withForce(true).withKeepPrograms(false).withPrecision(precision);
    }

    private static Conformance.Result named(Conformance.Result result, Precision precision) {
        return precision == Precision.FLOAT32
                ? result
                : new Conformance.Result(
                        result.operation() + " " + precision.label(),
                        result.checks(),
                        result.worst(),
                        result.failures());
    }

    private void progress(DeviceInfo info, int done, int all) {
        if (console.terminal().interactive()) {
            console.status("checking " + info.id() + ": " + done + " of " + Format.count(all, "case"));
        }
    }

    private void show(DeviceInfo info, List<Conformance.Result> results, boolean passed, double seconds) {
        if (json) {
            console.result(JsonObject.builder()
                    .put("event", "check")
                    .put("id", info.id())
                    .put("name", info.name())
                    .put("passed", passed)
                    .putArray(
                            "operations",
                            results.stream().map(DeviceCheck::describe).toList())
                    .put("seconds", seconds)
                    .build()
                    .toString());
            return;
        }
        console.result(label(info) + ": " + (passed ? "passed" : "FAILED")
                + String.format(Locale.ROOT, " in %.1f s", seconds));
        console.result(line("operation", "checks", "worst error / bound", ""));
        for (Conformance.Result result : results) {
            console.result(line(
                    result.operation(),
                    Format.count(result.checks()),
                    String.format(Locale.ROOT, "%.3g", result.worst()),
                    result.passed() ? "passed" : "FAILED"));
            result.failures().stream().limit(1).forEach(reason -> console.result("        " + reason));
        }
    }

    private static JsonObject describe(Conformance.Result result) {
        return JsonObject.builder()
                .put("operation", result.operation())
                .put("checks", result.checks())
                // JSON has no infinity.
                .put("worst", Math.min(result.worst(), Double.MAX_VALUE))
                .put("passed", result.passed())
                .putStrings("failures", result.failures())
                .build();
    }

    private static String line(String operation, String checks, String worst, String verdict) {
        return String.format(Locale.ROOT, "    %-28s %8s  %20s  %s", operation, checks, worst, verdict)
                .stripTrailing();
    }

    private static String label(DeviceInfo info) {
        return info.id() + " (" + info.name() + ")";
    }
}
