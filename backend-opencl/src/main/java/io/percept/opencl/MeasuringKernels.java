package io.percept.opencl;

import io.percept.backend.DeviceBuffer;
import io.percept.backend.Executable.Launch;
import io.percept.backend.MeasurableProvider.Limit;
import io.percept.kernels.Build;
import io.percept.kernels.Program;
import java.util.Locale;

/** The launches that show a device's limits. */
final class MeasuringKernels {
    /** Work-groups for each compute unit: more than GPUs run at a time, so that all are busy nearly to the end. */
    private static final int GROUPS_PER_UNIT = 16;

    /** Sums of a work-item, steps of a round, and a multiplication and an addition in each. */
    private static final long FLOPS_PER_ROUND = 8 * 8 * 2;

    /** With these every number stays finite, and is not so small that it takes longer. */
    private static final float FACTOR = 0.5f;

    private static final float ADDEND = 1;

    private static final Build BUILD = Build.of(Program.MEASURE);

    private final LaunchFactory launches;
    private final Limit limit;

    MeasuringKernels(LaunchFactory launches, Limit limit) {
        this.launches = launches;
        this.limit = limit;
    }

    private static int group() {
        return LaunchFactory.group(BUILD);
    }

    /** Work-items, and so elements of the result. */
    int items() {
        return switch (limit) {
            case BARRIER -> group();
            case MULTIPLY_ADD ->
                group() * GROUPS_PER_UNIT * Math.max(1, launches.traits().computeUnits());
        };
    }

    ClLaunch launch(DeviceBuffer result, int rounds) {
        long bytes = (long) Float.BYTES * items();
        String sizes = items() + " items, " + rounds + " rounds";
        ClLaunch launch = launches.launch(BUILD, limit == Limit.BARRIER ? "barriers" : "multiply_adds")
                .buffer(result)
                .integer(0)
                .integer(rounds);
        long flops = 0;
        if (limit == Limit.MULTIPLY_ADD) {
            launch.real(FACTOR).real(ADDEND);
            flops = FLOPS_PER_ROUND * rounds * items();
        }
        return launch.over(
                new long[] {items()},
                new long[] {group()},
                new Launch("Measure", limit.name().toLowerCase(Locale.ROOT), sizes, flops, bytes));
    }

    /** What a work-item must have after so many rounds. */
    static double expected(Limit limit, int item, int rounds) {
        int place = item % group();
        if (limit == Limit.BARRIER) {
            return (place + rounds) % group();
        }
        // x f^n + b (1 + f + ... + f^(n - 1)) with n steps, for x = place + 0, 1, ... 7.
        double power = Math.pow(FACTOR, 8.0 * rounds);
        return power * (8.0 * place + 28) + 8 * ADDEND * (1 - power) / (1 - FACTOR);
    }
}
