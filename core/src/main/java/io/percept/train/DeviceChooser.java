package io.percept.train;

import io.percept.backend.BackendException;
import io.percept.backend.Backends;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Remembered;
import io.percept.backend.Verdicts;
import io.percept.data.Dataset;
import io.percept.nn.Network;
import io.percept.nn.NetworkJson;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out which device trains a network fastest: by steps of this very network, with this batch size and a part of this data, which the
 * devices that {@code auto} may take do in turns. What counts is the time of the whole training with the device's start. A processor that
 * would be done before the others had been tried is taken at once, the first time.
 *
 * <p>An answer that every round of the trial supports is remembered for the same devices, drivers, network, data and training. Others, as on
 * a machine that is busy with other things, are taken and measured again the next time.
 */
public final class DeviceChooser {
    /** Seconds until an OpenCL device that nobody has used yet is ready: compilers take from 1 (NVIDIA's) to 10 (PoCL's) for a network. */
    private static final double UNKNOWN_START = 5;

    /** What does not change how long a step takes; all other settings of a training do, or may. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("learningRate", "schedule", "seed", "initializer", "bias", "patience");

    private static final double MILLIS = 1e3;
    private static final String SEPARATOR = "\n";

    private final Network network;
    private final TrainingConfig config;
    private final Dataset data;
    private final DeviceOptions options;
    private final Remembered memory;

    DeviceChooser(Network network, TrainingConfig config, Dataset data, DeviceOptions options, Remembered memory) {
        this.network = network;
        this.config = config;
        this.data = data;
        this.options = options;
        this.memory = memory;
    }

    /**
     * What was decided.
     *
     * @param choice the device; what it passed over says how much longer the others take
     * @param summary what was measured, in words; empty when there was nothing to decide
     */
    public record Decision(Backends.Choice choice, String summary) {}

    /**
     * Chooses a device for a training. Takes a few seconds and the time that the devices need to get ready, and no time when there is only
     * one or the answer is known.
     *
     * @param options how devices are opened
     * @throws BackendException when there is no device to choose from, or none of them can train this network
     */
    public static Decision choose(Network network, TrainingConfig config, Dataset data, DeviceOptions options) {
        Backends.Candidates candidates = Backends.candidates();
        if (candidates.usable().size() <= 1) {
            return new Decision(Backends.choose(Backends.AUTO), "");
        }
        return new DeviceChooser(network, config, data, options, Remembered.ofUser("choices"))
                .choose(candidates.usable());
    }

    Decision choose(List<Backends.Choice> candidates) {
        String key = key(candidates);
        return memory.get(key).flatMap(answer -> recall(candidates, answer)).orElseGet(() -> decide(candidates, key));
    }

    /** All that the answer depends on. */
    private String key(List<Backends.Choice> candidates) {
        List<String> parts = new ArrayList<>();
        candidates.forEach(
                candidate -> parts.add(candidate.device().id() + " " + Verdicts.identity(candidate.device())));
        parts.add(options.threads() + " threads, " + options.precision().label());
        parts.add(NetworkJson.write(network).toString());
        parts.add(Trainer.lossFor(config, data).toString());
        parts.add((data.weights().isPresent() ? "weighted " : "") + data.rows() + " rows of "
                + (data.isBytes() ? "bytes" : "floats"));
        Arrays.stream(TrainingConfig.class.getRecordComponents())
                .filter(component -> !WITHOUT_EFFECT.contains(component.getName()))
                .forEach(component -> parts.add(component.getName() + " " + value(component)));
        return String.join(SEPARATOR, parts);
    }

    private Object value(RecordComponent component) {
        try {
            return component.getAccessor().invoke(config);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("records can be asked for their components", e);
        }
    }

    /** The answer's first line is the device's id, the second the summary, and the rest says what lost. */
    private static Optional<Decision> recall(List<Backends.Choice> candidates, String answer) {
        List<String> lines = answer.lines().toList();
        return candidates.stream()
                .filter(candidate -> lines.size() > 1 && candidate.device().id().equals(lines.get(0)))
                .findFirst()
                .map(candidate -> new Decision(
                        candidate.alsoOver(lines.subList(2, lines.size())), lines.get(1) + ", as measured before"));
    }

    private Decision decide(List<Backends.Choice> candidates, String key) {
        double steps = stepsInAll();
        DeviceTrial.Setup setup = DeviceTrial.Setup.of(network, config, data, options);
        try (DeviceTrials trials = new DeviceTrials(steps)) {
            for (Backends.Choice candidate : processorFirst(candidates)) {
                Optional<DeviceTrial> trial = trials.add(candidate, setup);
                if (trial.isPresent() && candidate.isProcessor()) {
                    double whole = trial.get().whole(steps);
                    if (whole < tryingOthers(candidates) && isFirst(key)) {
                        return shortTraining(candidates, candidate, whole);
                    }
                }
                trial.ifPresent(ready -> memory.put(startKey(candidate.device()), "" + ready.starts()));
            }
            Race race = trials.run();
            if (race.entries().isEmpty()) {
                throw new BackendException("no device can train this network: " + String.join("; ", trials.failed()));
            }
            return decide(candidates, race, trials.failed(), key);
        }
    }

    private Decision decide(List<Backends.Choice> candidates, Race race, List<String> failed, String key) {
        List<Race.Entry> ranking = race.ranking();
        Race.Entry winner = ranking.get(0);
        String summary = ranking.stream().map(DeviceChooser::describe).collect(Collectors.joining("; "));
        List<String> lost = new ArrayList<>();
        ranking.stream().skip(1).forEach(entry -> lost.add(against(race, entry, winner)));
        boolean lasting = race.isClear() && failed.isEmpty(); // What failed may not fail the next time.
        if (lasting) {
            List<String> answer = new ArrayList<>(List.of(winner.name(), summary));
            answer.addAll(lost);
            memory.put(key, String.join(SEPARATOR, answer));
        }
        lost.addAll(failed);
        Backends.Choice choice = candidates.stream()
                .filter(candidate -> candidate.device().id().equals(winner.name()))
                .findFirst()
                .orElseThrow();
        return new Decision(
                choice.alsoOver(lost), lasting ? summary : summary + "; to be measured again the next time");
    }

    private static String describe(Race.Entry entry) {
        return String.format(
                Locale.ROOT,
                "%s %.3g ms a step (ready after %.1f s)",
                entry.name(),
                entry.step() * MILLIS,
                entry.start());
    }

    private static String against(Race race, Race.Entry entry, Race.Entry winner) {
        return String.format(
                Locale.ROOT,
                "%s: %.3g ms a step, %.3g s in all where %s takes %.3g s",
                entry.name(),
                entry.step() * MILLIS,
                race.whole(entry),
                winner.name(),
                race.whole(winner));
    }

    /** The processor is ready at once, and may make all else unnecessary. */
    private static List<Backends.Choice> processorFirst(List<Backends.Choice> candidates) {
        return candidates.stream()
                .sorted(Comparator.comparing(candidate -> !candidate.isProcessor()))
                .toList();
    }

    private double stepsInAll() {
        int batch = Math.min(config.batchSize(), data.rows());
        return Math.ceil((double) data.rows() / batch) * config.epochs();
    }

    /** Seconds that trying the other devices may take: they have to start, which took as long as this when they were last tried. */
    private double tryingOthers(List<Backends.Choice> candidates) {
        return candidates.stream()
                .filter(candidate -> !candidate.isProcessor())
                .mapToDouble(candidate -> DeviceTrials.WARM_UP + lastStarts(candidate.device()))
                .sum();
    }

    /** Whether a training comes for the first time; one that comes again may come often, and to know its best device will pay. */
    private boolean isFirst(String key) {
        String note = "done before: " + key;
        boolean first = memory.get(note).isEmpty();
        if (first) {
            memory.put(note, "");
        }
        return first;
    }

    private double lastStarts(DeviceInfo device) {
        return memory.get(startKey(device))
                .filter(seconds -> seconds.matches("[0-9.E-]+"))
                .map(Double::parseDouble)
                .orElse(UNKNOWN_START);
    }

    private static String startKey(DeviceInfo device) {
        return "starts of " + Verdicts.identity(device);
    }

    private static Decision shortTraining(List<Backends.Choice> candidates, Backends.Choice taken, double seconds) {
        List<String> untried = candidates.stream()
                .filter(candidate -> !candidate.device().equals(taken.device()))
                .map(candidate -> candidate.device().id() + ": not tried, which would take longer than the training")
                .toList();
        String summary = String.format(
                Locale.ROOT, "%s needs about %.1f s for all", taken.device().id(), seconds);
        return new Decision(taken.alsoOver(untried), summary);
    }
}
