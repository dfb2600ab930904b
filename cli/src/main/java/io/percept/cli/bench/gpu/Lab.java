package io.percept.cli.bench.gpu;

import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.Precision;
import io.percept.cli.bench.Effort;
import io.percept.cli.bench.Stopwatch;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** What measuring needs: the device, opened for each precision; PyTorch; the time; and what is known of the speed so far. */
final class Lab implements AutoCloseable {
    /** Of one run: some repetitions of it must not take the time of everything else. */
    private static final double MOST_SECONDS = 0.25;

    private final DeviceInfo info;
    private final Function<Precision, Device> open;
    private final Optional<Torch> torch;
    private final Effort effort;
    private final Budget budget;
    private final Map<Precision, Device> devices = new EnumMap<>(Precision.class);
    private final Map<Precision, Double> rates = new EnumMap<>(Precision.class);

    Lab(DeviceInfo info, Function<Precision, Device> open, Optional<Torch> torch, Effort effort, Budget budget) {
        this.info = info;
        this.open = open;
        this.torch = torch;
        this.effort = effort;
        this.budget = budget;
    }

    DeviceInfo info() {
        return info;
    }

    /** The device with products in that precision. */
    Device device(Precision precision) {
        return devices.computeIfAbsent(precision, open);
    }

    Optional<Torch> torch() {
        return torch;
    }

    Effort effort() {
        return effort;
    }

    Budget budget() {
        return budget;
    }

    /** Lets them take turns. */
    List<Timing> turns(List<Turns.Contestant> contestants) {
        return new Turns(effort.repetitions(), budget).take(contestants);
    }

    /** Percept itself, warm. */
    Turns.Contestant contestant(IntConsumer work) {
        Stopwatch stopwatch = new Stopwatch(effort);
        int runs = stopwatch.warmUp(work);
        return () -> stopwatch.repeat(work, runs);
    }

    /** Products of so many operations took that long: from now on it is known what others will take. */
    void learn(Precision precision, double flops, double seconds) {
        rates.merge(precision, flops / seconds, Math::max);
    }

    /**
     * Refuses what would take too long.
     *
     * @param flops of a run
     * @throws NotMeasured when a run takes longer than a few repetitions of others
     */
    void checkWorthwhile(Precision precision, double flops) {
        double limit = Math.max(MOST_SECONDS, 2 * effort.seconds());
        double expected = flops / rates.getOrDefault(precision, Double.POSITIVE_INFINITY);
        if (expected > limit) {
            throw new NotMeasured(String.format(
                    Locale.ROOT,
                    "a run would take about %.2f s on this device, and more than %.2f s is left out",
                    expected,
                    limit));
        }
    }

    @Override
    public void close() {
        devices.values().forEach(Device::close);
    }
}
