package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Verdict;
import io.percept.backend.Verdicts;
import io.percept.cli.bench.gpu.CheckFigure;
import io.percept.cli.bench.gpu.Checker;
import io.percept.tck.Case;
import io.percept.tck.Conformance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The check of 'percept devices --check', for as long as there is time. */
record TimedCheck(Backends.Choice choice) implements Checker {
    private static final double NANOS = 1e-9;

    /** Cases after which to look at the time. */
    private static final int CASES = 10;

    @Override
    public CheckFigure check(BooleanSupplier hasTime) {
        long start = System.nanoTime();
        List<Case> cases = Conformance.selection();
        List<String> failures = new ArrayList<>();
        double worst = 0;
        int done = 0;
        try (Device device =
                choice.open(DeviceOptions.defaults().withForce(true).withKeepPrograms(false))) {
            while (done < cases.size() && (done == 0 || hasTime.getAsBoolean())) {
                List<Case> next = cases.subList(done, Math.min(done + CASES, cases.size()));
                for (Conformance.Result result : Conformance.check(device, next, any -> {})) {
                    result.failures().forEach(reason -> failures.add(result.operation() + ": " + reason));
                    worst = Math.max(worst, result.worst());
                }
                done += next.size();
            }
        }
        if (done == cases.size() || !failures.isEmpty()) {
            Optional<String> failure = failures.stream().findFirst();
            Verdicts.ofUser().put(choice.device(), Verdict.Check.CONFORMANCE, failure);
        }
        return new CheckFigure(done, cases.size(), worst, (System.nanoTime() - start) * NANOS, failures);
    }
}
