package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.Precision;
import io.percept.backend.Verdict;
import io.percept.backend.Verdicts;
import io.percept.cli.bench.gpu.CheckFigure;
import io.percept.cli.bench.gpu.Checker;
import io.percept.tck.Case;
import io.percept.tck.Conformance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The check of 'percept devices --check', for as long as there is time. */
final class TimedCheck implements Checker {
    private static final double NANOS = 1e-9;

    /** Cases after which to look at the time. */
    private static final int CASES = 10;

    private final Backends.Choice choice;
    private final List<Precision> precisions;
    private final List<String> failures = new ArrayList<>();
    private double worst;
    private int done;

    /**
     * A check that has not begun.
     *
     * @param precisions those that the device offers
     */
    TimedCheck(Backends.Choice choice, List<Precision> precisions) {
        this.choice = choice;
        // All operations are checked in float32, which takes long; the products of the others come before it.
        this.precisions = new ArrayList<>(precisions);
        Collections.reverse(this.precisions);
    }

    @Override
    public CheckFigure check(BooleanSupplier hasTime) {
        long start = System.nanoTime();
        int all = 0;
        for (Precision precision : precisions) {
            List<Case> cases = DeviceCheck.cases(precision);
            all += cases.size();
            check(precision, cases, hasTime);
        }
        if (done == all || !failures.isEmpty()) {
            Optional<String> failure = failures.stream().findFirst();
            Verdicts.ofUser().put(choice.device(), Verdict.Check.CONFORMANCE, failure);
        }
        return new CheckFigure(done, all, worst, (System.nanoTime() - start) * NANOS, failures);
    }

    private void check(Precision precision, List<Case> cases, BooleanSupplier hasTime) {
        try (Device device = choice.open(DeviceCheck.options(precision))) {
            for (int next = 0; next < cases.size() && (done == 0 || hasTime.getAsBoolean()); next += CASES) {
                List<Case> some = cases.subList(next, Math.min(next + CASES, cases.size()));
                for (Conformance.Result result : Conformance.check(device, some, any -> {})) {
                    result.failures()
                            .forEach(reason ->
                                    failures.add(result.operation() + " in " + precision.label() + ": " + reason));
                    worst = Math.max(worst, result.worst());
                }
                done += some.size();
            }
        }
    }
}
