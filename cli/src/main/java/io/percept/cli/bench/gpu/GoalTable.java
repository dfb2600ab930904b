package io.percept.cli.bench.gpu;

import io.percept.backend.Precision;
import io.percept.backend.UpdateRule;
import io.percept.cli.bench.StandardNet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a GPU should reach, judged by what it did. */
final class GoalTable {
    private static final double MICRO = 1e6;
    private static final OptionalDouble NONE = OptionalDouble.empty();

    private final GpuFigures figures;
    private final List<Goal> goals = new ArrayList<>();

    private GoalTable(GpuFigures figures) {
        this.figures = figures;
    }

    static List<Goal> of(GpuFigures figures) {
        GoalTable table = new GoalTable(figures);
        table.products();
        for (UpdateRule optimizer : StepPart.OPTIMIZERS) {
            table.steps(optimizer.name());
        }
        return table.goals;
    }

    private void products() {
        Function<ProductFigure, OptionalDouble> speed = figure -> beside(figure.speedOverTorch());
        product(
                Precision.FLOAT32,
                "",
                "TFLOP/s",
                figure -> limit(figure.teraflops(figure.percept())),
                true,
                limit(45),
                NONE);
        product(Precision.FLOAT32, ": speed / cuBLAS float32", "", speed, true, limit(0.9), limit(1.05));
        product(Precision.TF32X3, ": speed / cuBLAS float32", "", speed, true, limit(1.25), limit(2));
        product(
                Precision.TF32X3,
                ": error / error of cuBLAS float32",
                "",
                figure -> beside(figure.errorOverTorch()),
                false,
                limit(2),
                NONE);
        product(Precision.TF32, ": speed / cuBLAS tf32", "", speed, true, limit(0.6), limit(0.95));
        for (Precision precision : Precision.values()) {
            accuracy(precision);
        }
    }

    /** Of the square that products are judged by. */
    private void product(
            Precision precision,
            String what,
            String unit,
            Function<ProductFigure, OptionalDouble> value,
            boolean atLeast,
            OptionalDouble goal,
            OptionalDouble beyond) {
        goals.add(new Goal(
                "product " + Squares.JUDGED + "^3, " + precision.label() + what,
                unit,
                figures.square(Squares.JUDGED, precision).map(value).orElse(NONE),
                atLeast,
                goal,
                beyond,
                unit.isEmpty()
                        ? whyNotBeside(
                                Squares.name(precision), precision.label(), "torch.matmul, " + Squares.name(precision))
                        : why(Squares.name(precision), precision.label())));
    }

    /** The worst of all products that were compared with float64. */
    private void accuracy(Precision precision) {
        goals.add(new Goal(
                "largest error of " + precision.label() + " / " + Accuracy.boundText(precision),
                "",
                figures.products().stream()
                        .filter(figure -> figure.precision() == precision
                                && figure.error().isPresent())
                        .mapToDouble(figure -> figure.error().getAsDouble()
                                / Accuracy.bound(precision, figure.product().k()))
                        .max(),
                false,
                limit(1),
                NONE,
                why(Squares.name(precision), precision.label())));
    }

    private void steps(String optimizer) {
        step(StandardNet.A, optimizer, TorchMode.EAGER, 15, NONE);
        step(StandardNet.A, optimizer, TorchMode.GRAPH, 2, NONE);
        time(StandardNet.A, optimizer, Accuracy::isOfFloat32, "", 4);
        step(StandardNet.B, optimizer, TorchMode.EAGER, 8, NONE);
        step(StandardNet.B, optimizer, TorchMode.GRAPH, 1.5, NONE);
        time(StandardNet.B, optimizer, Accuracy::isOfFloat32, "", 15);
        step(StandardNet.C, optimizer, TorchMode.EAGER, 1.4, NONE);
        time(StandardNet.C, optimizer, precision -> precision == Precision.TF32, " in tf32", 110);
        step(StandardNet.D, optimizer, TorchMode.EAGER, 1.3, limit(2));
    }

    /** In the faster one of the float32-accurate precisions. */
    private void step(StandardNet net, String optimizer, TorchMode mode, double goal, OptionalDouble beyond) {
        Optional<StepFigure> fastest = fastest(
                figures.steps(net, optimizer).filter(figure -> figure.torch().containsKey(mode)),
                Accuracy::isOfFloat32);
        String step = StepFigure.name(net, optimizer, Precision.FLOAT32);
        goals.add(new Goal(
                "step of " + net.name() + ", " + optimizer + ": speed / PyTorch " + mode.title(),
                "",
                fastest.map(figure -> beside(limit(figure.torch().get(mode).speed())))
                        .orElse(NONE),
                true,
                limit(goal),
                beyond,
                whyNotBeside(step, "PyTorch's " + mode.title() + ", " + step)));
    }

    private void time(
            StandardNet net, String optimizer, Predicate<Precision> which, String inWhat, double microseconds) {
        String precision = inWhat.isEmpty() ? Precision.FLOAT32.label() : Precision.TF32.label();
        goals.add(new Goal(
                "step of " + net.name() + ", " + optimizer + inWhat,
                "us",
                fastest(figures.steps(net, optimizer), which)
                        .map(figure -> limit(figure.percept().median() * MICRO))
                        .orElse(NONE),
                false,
                NONE,
                limit(microseconds),
                why("net " + net.name() + " " + optimizer + " " + precision, precision)));
    }

    private OptionalDouble beside(OptionalDouble ratio) {
        return figures.isJudgedBesideTorch() ? ratio : NONE;
    }

    private static Optional<StepFigure> fastest(Stream<StepFigure> among, Predicate<Precision> which) {
        return among.filter(figure -> which.test(figure.precision()))
                .min(Comparator.comparingDouble(figure -> figure.percept().median()));
    }

    /** Why there is no ratio: for want of a figure, or of PyTorch. */
    private String whyNotBeside(String... names) {
        if (!figures.isJudgedBesideTorch()) {
            return "PyTorch computed on the processor, which is no measure for a GPU";
        }
        return figures.whyMissing(Torch.WHAT).orElseGet(() -> why(names));
    }

    /** The first of these that is known to be missing says why; there may be none while the measuring goes on. */
    private String why(String... names) {
        return Stream.of(names)
                .flatMap(name -> figures.whyMissing(name).stream())
                .findFirst()
                .orElse("it is no part of this run, or was not reached");
    }

    private static OptionalDouble limit(double value) {
        return OptionalDouble.of(value);
    }
}
