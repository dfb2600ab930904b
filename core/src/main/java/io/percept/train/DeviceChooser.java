package io.percept.train;

import io.percept.backend.BackendException;
import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Remembered;
import io.percept.backend.Verdicts;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds out which device trains a network fastest: by steps of this very network, with this batch size and a part of this data, on each
 * device that {@code auto} may take, unless the processor, which comes first, will be done with all of it in seconds. The answer is
 * remembered for the same devices, drivers, network, batch size and optimizer.
 */
public final class DeviceChooser {
    /** Rows to try with: many enough that gathering them meets the same caches as in the whole. */
    private static final int ROWS = 8192;

    /** A training that takes no longer on the processor is not worth waiting for the compilers of other devices. */
    private static final double SHORT_SECONDS = 5;

    private static final String PROCESSOR = "cpu";
    private static final double NANOS = 1e-9;
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
     * Chooses a device for a training. Takes a second or two for each device, and no time when there is only one or the answer is known.
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

    private String key(List<Backends.Choice> candidates) {
        return candidates.stream()
                        .map(candidate -> candidate.device().id() + " " + Verdicts.identity(candidate.device()))
                        .collect(Collectors.joining(SEPARATOR))
                + SEPARATOR
                + network.summary()
                + SEPARATOR
                + Math.min(config.batchSize(), data.rows())
                + SEPARATOR
                + config.rule().name()
                + SEPARATOR
                + Trainer.lossFor(config, data).name()
                + SEPARATOR
                + options.threads();
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
        List<Timing> timings = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (Backends.Choice candidate : processorFirst(candidates)) {
            try {
                Timing timing = time(candidate, best);
                timings.add(timing);
                double whole = timing.step() * stepsInAll();
                if (candidate.device().backend().equals(PROCESSOR) && whole < SHORT_SECONDS) {
                    return shortTraining(candidates, candidate, whole);
                }
                best = Math.min(best, timing.step());
            } catch (BackendException e) {
                failed.add(candidate.why(e));
            }
        }
        timings.sort((a, b) -> Double.compare(a.step(), b.step()));
        if (timings.isEmpty()) {
            throw new BackendException("no device can train this network: " + String.join("; ", failed));
        }
        Timing first = timings.get(0);
        String summary = timings.stream().map(Timing::toString).collect(Collectors.joining("; "));
        List<String> lost = new ArrayList<>();
        timings.stream().skip(1).forEach(timing -> lost.add(timing.against(first)));
        if (failed.isEmpty()) { // What failed may not fail the next time.
            List<String> answer =
                    new ArrayList<>(List.of(first.candidate().device().id(), summary));
            answer.addAll(lost);
            memory.put(key, String.join(SEPARATOR, answer));
        }
        lost.addAll(failed);
        return new Decision(first.candidate().alsoOver(lost), summary);
    }

    /** The processor is ready at once, and may make all else unnecessary. */
    private static List<Backends.Choice> processorFirst(List<Backends.Choice> candidates) {
        return candidates.stream()
                .sorted(Comparator.comparing(
                        candidate -> !candidate.device().backend().equals(PROCESSOR)))
                .toList();
    }

    private double stepsInAll() {
        int batch = Math.min(config.batchSize(), data.rows());
        return Math.ceil((double) data.rows() / batch) * config.epochs();
    }

    private static Decision shortTraining(List<Backends.Choice> candidates, Backends.Choice taken, double seconds) {
        List<String> untried = candidates.stream()
                .filter(candidate -> !candidate.device().equals(taken.device()))
                .map(candidate -> candidate.device().id() + ": not tried, the training is short")
                .toList();
        String summary = String.format(
                Locale.ROOT, "%s needs about %.1f s for all", taken.device().id(), seconds);
        return new Decision(taken.alsoOver(untried), summary);
    }

    /**
     * How a device did.
     *
     * @param ready seconds until the first step was done, compilation included
     * @param step seconds for each further step, transfers included
     */
    private record Timing(Backends.Choice candidate, double ready, double step) {
        String against(Timing winner) {
            return String.format(
                    Locale.ROOT,
                    "%s: %.3g ms a step, %.2f times as long as %s",
                    candidate.device().id(),
                    step * MILLIS,
                    step / winner.step,
                    winner.candidate.device().id());
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s %.3g ms a step (ready after %.1f s)",
                    candidate.device().id(),
                    step * MILLIS,
                    ready);
        }
    }

    private Timing time(Backends.Choice candidate, double best) {
        long start = System.nanoTime();
        Dataset part = part();
        Preparation preparation = Preparation.fit(part, config.missing(), config.scaling());
        float[] initial = InitialParameters.draw(network, config.initializer(), config.bias(), config.seed());
        try (Device device = candidate.open(options);
                TrainingSession session = new TrainingSession(
                        device, network, Trainer.lossFor(config, data), config, part, preparation, initial)) {
            StepTimer timer = new StepTimer(session);
            timer.warmUp(); // Some drivers compile when a kernel runs for the first time.
            double ready = (System.nanoTime() - start) * NANOS;
            return new Timing(candidate, ready, timer.secondsPerStep(best));
        }
    }

    private Dataset part() {
        int batch = Math.min(config.batchSize(), data.rows());
        int rows = Math.min(data.rows(), Math.max(batch, ROWS / batch * batch));
        return rows == data.rows() ? data : data.select(IntStream.range(0, rows).toArray());
    }
}
