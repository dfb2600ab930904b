package io.percept.opencl;

import io.percept.backend.BackendException;
import io.percept.backend.Device;
import io.percept.backend.Executable;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Measures which plan is fastest for each class of shapes. Only plans that have given right results on several shapes are timed. The
 * plans of a class take turns, so that a machine that is busy for a while is so for all of them.
 */
final class GemmTuner implements AutoCloseable {
    /** Turns of each plan; the median decides. */
    private static final int ROUNDS = 7;

    /** Seconds of a measurement, so that the clock and a launch's cost do not matter. */
    private static final double MEASUREMENT = 0.01;

    private static final int MOST_RUNS = 200;

    /** The part of the untuned plan's time that another one must stay under: less of a gain is noise. */
    private static final double CLEARLY_FASTER = 0.95;

    /** m, n and k: a single element, less than a tile, edges in every direction, several tiles, and a sum that can be split. */
    private static final int[][] CHECKED = {{1, 1, 1}, {7, 9, 5}, {65, 67, 33}, {130, 129, 66}, {33, 31, 520}};

    private final GemmCandidates candidates;
    private final Device device;
    private final Consumer<String> progress;
    private final long deadline;
    private final Map<Checked, Boolean> checked = new HashMap<>();
    private GemmPlan forced;

    /**
     * A tuner that stops when its time is over.
     *
     * @param open opens the device with a planner
     * @param progress told what was found, a line for each shape
     */
    GemmTuner(
            GemmCandidates candidates, Function<GemmPlanner, Device> open, Duration limit, Consumer<String> progress) {
        this.candidates = candidates;
        this.device = open.apply((form, m, n, k) -> forced);
        this.deadline = System.nanoTime() + limit.toNanos();
        this.progress = progress;
    }

    private record Checked(GemmPlan plan, GemmPlanner.Form form) {}

    /** A plan, compiled, and the seconds that its runs took. */
    private record Runner(GemmPlan plan, Executable executable, List<Double> seconds) {
        double median() {
            return seconds.stream()
                    .sorted()
                    .skip(seconds.size() / 2)
                    .findFirst()
                    .orElse(Double.POSITIVE_INFINITY);
        }
    }

    /** The fastest plan of each shape's class; shapes for which there was no time are missing. */
    TunedPlans tune(List<GemmShape> shapes) {
        Map<GemmShape, GemmPlan> fastest = new LinkedHashMap<>();
        for (GemmShape shape : shapes) {
            if (!fastest.containsKey(shape.rounded())) {
                fastest(shape)
                        .ifPresentOrElse(
                                plan -> fastest.put(shape.rounded(), plan),
                                () -> progress.accept(
                                        shape + (isOver() ? ": no time was left" : ": no plan gives right results")));
            }
        }
        return new TunedPlans(LocalDate.now(ZoneId.systemDefault()), fastest);
    }

    private boolean isOver() {
        return System.nanoTime() >= deadline;
    }

    private Optional<GemmPlan> fastest(GemmShape shape) {
        if (isOver()) {
            return Optional.empty();
        }
        List<Runner> runners = new ArrayList<>();
        try (GemmTrial trial = new GemmTrial(device, shape)) {
            for (GemmPlan plan : candidates.worthTrying(shape)) {
                if (!isOver() && isRight(plan, shape.form())) {
                    prepare(plan, trial, shape).ifPresent(runners::add);
                }
            }
            if (runners.isEmpty() || isOver()) {
                return Optional.empty();
            }
            time(runners, trial);
            return Optional.of(choose(runners, shape));
        } finally {
            runners.forEach(runner -> runner.executable().close());
        }
    }

    /** Whether the plan gives right results on all shapes that are checked; found out once. */
    private boolean isRight(GemmPlan plan, GemmPlanner.Form form) {
        Checked key = new Checked(plan, form);
        if (!checked.containsKey(key)) {
            boolean right = true;
            for (int[] size : CHECKED) {
                GemmShape shape = new GemmShape(form, size[0], size[1], size[2]);
                try (GemmTrial trial = new GemmTrial(device, shape)) {
                    Optional<Runner> runner = prepare(plan, trial, shape);
                    runner.ifPresent(made -> made.executable().close());
                    right &= runner.isPresent();
                }
            }
            checked.put(key, right);
        }
        return checked.get(key);
    }

    /** The plan compiled, and run once, for this shape; nothing where its result is wrong or the device refuses it. */
    private Optional<Runner> prepare(GemmPlan plan, GemmTrial trial, GemmShape shape) {
        forced = plan;
        Executable executable;
        try {
            executable = trial.compile();
        } catch (BackendException e) {
            progress.accept(shape + ": " + plan.name() + " is left out: " + e.getMessage());
            return Optional.empty();
        }
        if (trial.isRight(executable)) {
            return Optional.of(new Runner(plan, executable, new ArrayList<>()));
        }
        executable.close();
        progress.accept(shape + ": " + plan.name() + " is left out: its result is wrong");
        return Optional.empty();
    }

    private void time(List<Runner> runners, GemmTrial trial) {
        double once = runners.stream()
                .mapToDouble(runner -> trial.seconds(runner.executable(), 1))
                .min()
                .orElseThrow();
        int runs = (int) Math.max(1, Math.min(MOST_RUNS, MEASUREMENT / once));
        for (int round = 0; round < ROUNDS && (round == 0 || !isOver()); round++) {
            runners.forEach(runner -> runner.seconds().add(trial.seconds(runner.executable(), runs)));
        }
    }

    /** The fastest one, if it is clearly faster than what would be taken untuned. */
    private GemmPlan choose(List<Runner> runners, GemmShape shape) {
        GemmPlan untuned = candidates.likeliest(shape);
        double usual = runners.stream()
                .filter(runner -> runner.plan().equals(untuned))
                .mapToDouble(Runner::median)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
        Runner best =
                runners.stream().min(Comparator.comparingDouble(Runner::median)).orElseThrow();
        boolean faster = best.median() < CLEARLY_FASTER * usual;
        GemmPlan chosen = faster ? best.plan() : untuned;
        double seconds = faster ? best.median() : usual;
        progress.accept(String.format(
                Locale.ROOT,
                "%s: %s, %.1f GFLOP/s (%d tried; untuned %s, %.1f GFLOP/s)",
                shape,
                chosen.name(),
                shape.flops() / seconds / 1e9,
                runners.size(),
                untuned.name(),
                shape.flops() / usual / 1e9));
        return chosen;
    }

    @Override
    public void close() {
        device.close();
    }
}
