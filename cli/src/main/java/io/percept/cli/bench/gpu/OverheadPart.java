package io.percept.cli.bench.gpu;

import io.percept.backend.Device;
import io.percept.backend.Executable;
import io.percept.backend.Fill;
import io.percept.backend.Precision;
import io.percept.cli.bench.Operands;
import io.percept.cli.bench.Operations;
import io.percept.cli.bench.Workload;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

/** Measures what a launch costs, and what the device reaches at most. */
record OverheadPart(int vector) implements Part {
    private static final double GIGA = 1e9;

    @Override
    public String what() {
        return "overheads and ceilings";
    }

    @Override
    public void measure(Lab lab, GpuFigures figures) {
        Device device = lab.device(Precision.FLOAT32);
        try (Operands operands = new Operands(device);
                Executable tiny = device.compile(List.of(new Fill(1, operands.filled(1, 1, 0))))) {
            double launch = median(lab, times -> {
                for (int i = 0; i < times; i++) {
                    tiny.run();
                }
                device.synchronize();
            });
            double launchAndFinish = median(lab, times -> {
                for (int i = 0; i < times; i++) {
                    tiny.run();
                    device.synchronize();
                }
            });
            figures.add(new Overheads(
                    launch, launchAndFinish, OptionalDouble.empty(), OptionalDouble.empty(), bandwidth(lab, device)));
        }
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
