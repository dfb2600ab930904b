package io.percept.train;

import io.percept.backend.BackendException;
import io.percept.backend.Backends;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Devices that are tried in turns, so that whatever else the machine does disturbs them alike. One that fails is out. */
final class DeviceTrials implements AutoCloseable {
    private static final double NANOS = 1e-9;

    /** Seconds of running before the rounds: most of what Java's compiler has to do for a training. */
    static final double WARM_UP = 0.4;

    /** Seconds of the race, of which more would hardly say more; and the part of a short training that it may take. */
    private static final double USUAL = 1;

    private static final double SHARE = 0.1;

    /** There are so many rounds all the same, but none begins after these seconds. */
    private static final double LONGEST = 10;

    private static final int ENOUGH_ROUNDS = 5;

    /** A device that takes so many times longer than the best need not go on after two rounds. */
    private static final double HOPELESS = 3;

    private static final int FAIR_TRIAL = 2;

    private final double steps;
    private final Map<DeviceTrial, List<Double>> running = new LinkedHashMap<>();
    private final List<Race.Entry> out = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    /** Takes the number of steps of the whole training. */
    DeviceTrials(double steps) {
        this.steps = steps;
    }

    /** Opens a device for the race, and runs it warm. Empty when it fails. */
    Optional<DeviceTrial> add(Backends.Choice candidate, DeviceTrial.Setup setup) {
        DeviceTrial trial;
        try {
            trial = DeviceTrial.open(candidate, setup);
        } catch (BackendException e) {
            failed.add(candidate.why(e));
            return Optional.empty();
        }
        running.put(trial, new ArrayList<>());
        attempt(trial, () -> trial.warmUp(WARM_UP));
        return Optional.of(trial).filter(running::containsKey);
    }

    private void attempt(DeviceTrial trial, Runnable action) {
        try {
            action.run();
        } catch (BackendException e) {
            failed.add(trial.candidate().why(e));
            running.remove(trial);
            trial.close();
        }
    }

    /** Lets the devices take turns, each going first in every other round. Empty when all have failed. */
    Race run() {
        long start = System.nanoTime();
        double elapsed;
        int rounds = 0;
        do {
            List<DeviceTrial> order = new ArrayList<>(running.keySet());
            if (rounds % 2 == 1) {
                Collections.reverse(order);
            }
            for (DeviceTrial trial : order) {
                attempt(trial, () -> running.get(trial).add(trial.round()));
            }
            rounds++;
            if (rounds == FAIR_TRIAL) {
                dropTheHopeless();
            }
            elapsed = (System.nanoTime() - start) * NANOS;
        } while (running.size() > 1 && elapsed < (rounds < ENOUGH_ROUNDS ? LONGEST : usual()));
        return race();
    }

    private double usual() {
        Race race = race();
        return Math.min(USUAL, SHARE * race.whole(race.ranking().get(0)));
    }

    private void dropTheHopeless() {
        Race race = race();
        if (race.entries().isEmpty()) {
            return;
        }
        double best = race.whole(race.ranking().get(0));
        for (DeviceTrial trial : List.copyOf(running.keySet())) {
            Race.Entry entry = entry(trial);
            if (race.whole(entry) > HOPELESS * best) {
                out.add(entry);
                running.remove(trial);
                trial.close();
            }
        }
    }

    private Race race() {
        List<Race.Entry> entries = new ArrayList<>(out);
        running.keySet().forEach(trial -> entries.add(entry(trial)));
        return new Race(entries, steps);
    }

    private Race.Entry entry(DeviceTrial trial) {
        return new Race.Entry(trial.candidate().device().id(), trial.start(), List.copyOf(running.get(trial)));
    }

    /** Why devices are not in the race. */
    List<String> failed() {
        return failed;
    }

    @Override
    public void close() {
        running.keySet().forEach(DeviceTrial::close);
    }
}
