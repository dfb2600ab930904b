package io.percept.cli.bench.gpu;

import io.percept.backend.Device;
import io.percept.backend.Executable;
import io.percept.backend.Fill;
import io.percept.backend.MeasurableProvider;
import io.percept.backend.MeasurableProvider.Limit;
import io.percept.backend.Precision;
import io.percept.cli.bench.Operands;
import io.percept.cli.bench.Operations;
import io.percept.cli.bench.Workload;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;

/**
 * Measures what launches and barriers cost, and what the device reaches at most.
 *
 * @param vector elements of those whose sum is the bandwidth ceiling
 * @param rounds multiply-adds and barriers, in units of a launch's rounds
 */
record OverheadPart(int vector, Optional<MeasurableProvider> provider, int rounds) implements Part {
    private static final double GIGA = 1e9;
    private static final double TERA = 1e12;

    /** Barriers take so much less time than as many rounds of multiply-adds on the whole device. */
    private static final int BARRIERS_PER_ROUND = 100;

    @Override
    public String what() {
        return "overheads and ceilings";
    }

    @Override
    public void measure(Lab lab, GpuFigures figures) {
        Device device = lab.device(Precision.FLOAT32);
        figures.add(new Overheads(
                launch(lab, device, false),
                launch(lab, device, true),
                limit(figures, "a barrier", any -> barrier(lab, device, any)),
                limit(figures, "multiply-adds in registers", any -> multiplyAdds(lab, device, any)),
                bandwidth(lab, device)));
    }

    /** Seconds of a launch that only writes a number, one after the other or each with its end. */
    private static double launch(Lab lab, Device device, boolean waiting) {
        try (Operands operands = new Operands(device);
                Executable tiny = device.compile(List.of(new Fill(1, operands.filled(1, 1, 0))))) {
            return median(lab, times -> {
                for (int i = 0; i < times; i++) {
                    tiny.run();
                    if (waiting) {
                        device.synchronize();
                    }
                }
                device.synchronize();
            });
        }
    }

    private OptionalDouble limit(GpuFigures figures, String what, ToDoubleFunction<MeasurableProvider> measured) {
        if (provider.isEmpty()) {
            figures.miss(what, "the backend has no kernel for it");
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(measured.applyAsDouble(provider.get()));
    }

    /** What a launch with barriers takes longer than one without, by their number. */
    private double barrier(Lab lab, Device device, MeasurableProvider any) {
        int barriers = BARRIERS_PER_ROUND * rounds;
        try (Executable with = any.measuring(device, Limit.BARRIER, barriers);
                Executable without = any.measuring(device, Limit.BARRIER, 0)) {
            List<Timing> timings = lab.turns(List.of(contestant(lab, device, with), contestant(lab, device, without)));
            return (timings.get(0).median() - timings.get(1).median()) / barriers;
        }
    }

    private double multiplyAdds(Lab lab, Device device, MeasurableProvider any) {
        try (Executable measuring = any.measuring(device, Limit.MULTIPLY_ADD, rounds)) {
            double seconds = lab.turns(List.of(contestant(lab, device, measuring)))
                    .get(0)
                    .median();
            return measuring.describe().get(0).flops() / seconds / TERA;
        }
    }

    private static Turns.Contestant contestant(Lab lab, Device device, Executable executable) {
        return lab.contestant(times -> {
            for (int i = 0; i < times; i++) {
                executable.run();
            }
            device.synchronize();
        });
    }

    private double bandwidth(Lab lab, Device device) {
        try (Workload.Prepared sum = Operations.add(vector).on(device)) {
            return sum.launches().get(0).bytes() / median(lab, sum::run) / GIGA;
        }
    }

    private static double median(Lab lab, IntConsumer work) {
        return lab.turns(List.of(lab.contestant(work))).get(0).median();
    }
}
