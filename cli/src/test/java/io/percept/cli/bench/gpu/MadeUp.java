package io.percept.cli.bench.gpu;

import io.percept.backend.Precision;
import io.percept.cli.bench.StandardNet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Figures that nobody has measured, for tests of what is made of them. */
final class MadeUp {
    private MadeUp() {}

    /** The judged square in float32 and 3xtf32, a step, overheads and a check. */
    static GpuFigures some() {
        GpuFigures figures = new GpuFigures();
        figures.fact("device", "GPU <1>");
        figures.fact("driver", "a|b");
        // 4096^3 in 2.5 ms are 54.98 TFLOP/s.
        figures.add(square(Precision.FLOAT32, 0.0025, 0.0024, 3e-7, 2e-7));
        figures.add(square(Precision.TF32X3, 0.002, 0.0024, 5e-7, 2e-7));
        figures.add(step(Map.of(TorchMode.EAGER, beside(5e-6, 1e-4), TorchMode.GRAPH, beside(5e-6, 9e-6))));
        figures.add(new Overheads(2e-6, 8e-6, OptionalDouble.of(3e-8), OptionalDouble.of(60), 4000));
        figures.add(new CheckFigure(10, 10, 0.5, 3, List.of()));
        figures.miss("tf32", "the device has none");
        return figures;
    }

    static StepFigure step(Map<TorchMode, StepFigure.Beside> torch) {
        return new StepFigure(StandardNet.A, "sgd", Precision.FLOAT32, 3, timing(5e-6), torch);
    }

    static StepFigure.Beside beside(double percept, double torch) {
        return new StepFigure.Beside(timing(percept), timing(torch));
    }

    static ProductFigure square(Precision precision, double percept, double torch, double error, double torchError) {
        return new ProductFigure(
                Squares.subject(Squares.JUDGED),
                Squares.of(Squares.JUDGED),
                precision,
                "NN 128x128",
                timing(percept),
                Optional.of(timing(torch)),
                OptionalDouble.of(error),
                OptionalDouble.of(torchError));
    }

    private static Timing timing(double seconds) {
        return new Timing(List.of(seconds, seconds, seconds));
    }
}
