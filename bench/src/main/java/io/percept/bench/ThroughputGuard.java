package io.percept.bench;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.bench.GuardedLoop.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds loops of the processor's backend that Java's compiler has made 10 to 100 times slower than their siblings, as it does now and then,
 * without a word, with another Java or after a small change. Exits with status 1 when there is one:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp 'bench/target/classes:bench/target/lib/*' io.percept.bench.ThroughputGuard
 * </pre>
 *
 * <p>Arguments are the kinds of loops to measure, all by default; {@code -Dpercept.cpu.lanes=8} has it measure other machines' vectors. It
 * takes ratios of processor times within one process, so a machine that is busy or slow makes no difference.
 */
public final class ThroughputGuard {
    /** Of processor time for each loop, before its speed is asked for. */
    private static final double WARM_UP_SECONDS = 0.1;

    /** For loops that seem to have collapsed: the compiler may be late on a busy machine. */
    private static final double LONG_WARM_UP_SECONDS = 0.5;

    private static final int ATTEMPTS = 3;
    private static final int ROUNDS = 7;
    private static final double ROUND_SECONDS = 0.002;

    private ThroughputGuard() {}

    /** Takes kinds of loops. */
    public static void main(String[] arguments) {
        Set<Kind> kinds = Arrays.stream(arguments)
                .map(name -> Kind.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
        System.exit(hasCollapsed(kinds.isEmpty() ? EnumSet.allOf(Kind.class) : kinds) ? 1 : 0);
    }

    private static boolean hasCollapsed(Set<Kind> kinds) {
        // One thread, which is this one: its processor time is that of the loops.
        try (Device device =
                        Backends.choose("cpu").open(DeviceOptions.defaults().withThreads(1));
                GuardedLoops loops = new GuardedLoops(device)) {
            Siblings siblings = judge(loops.of(kinds));
            System.out.println(device.info().details());
            kinds.forEach(kind -> print(kind, siblings));
            String names = siblings.collapsed().stream().map(GuardedLoop::name).collect(Collectors.joining(", "));
            System.out.println(names.isEmpty() ? "no loop has collapsed" : "collapsed: " + names);
            return !names.isEmpty();
        }
    }

    private static Siblings judge(List<GuardedLoop> loops) {
        loops.forEach(loop -> loop.speed(WARM_UP_SECONDS));
        Siblings siblings = measure(loops);
        for (int attempt = 1; attempt < ATTEMPTS && !siblings.collapsed().isEmpty(); attempt++) {
            siblings.collapsed().forEach(loop -> loop.speed(LONG_WARM_UP_SECONDS));
            siblings = measure(loops);
        }
        return siblings;
    }

    /** In turns, so that what disturbs disturbs all. */
    private static Siblings measure(List<GuardedLoop> loops) {
        double[][] rounds = new double[loops.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < rounds.length; i++) {
                rounds[i][round] = loops.get(i).speed(ROUND_SECONDS);
            }
        }
        Map<GuardedLoop, Double> speeds = new LinkedHashMap<>();
        for (int i = 0; i < rounds.length; i++) {
            speeds.put(loops.get(i), Medians.of(rounds[i]));
        }
        return new Siblings(speeds);
    }

    private static void print(Kind kind, Siblings siblings) {
        System.out.printf(
                Locale.ROOT,
                "%n%s: %s; share of the median, which must be at least %.2f%n",
                kind.name().toLowerCase(Locale.ROOT),
                kind.unit(),
                kind.leastShare());
        siblings.speeds().forEach((loop, speed) -> {
            if (loop.kind() == kind) {
                System.out.printf(
                        Locale.ROOT,
                        "  %-45s %8.2f %8.3f  %s%n",
                        loop.name(),
                        speed,
                        siblings.share(loop),
                        siblings.hasCollapsed(loop) ? "COLLAPSED" : loop.exempt());
            }
        });
    }
}
