package io.percept.cli.bench.gpu;

import io.percept.cli.bench.Digits;
import io.percept.cli.bench.Markdown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** Figures as a page in Markdown. */
public final class GpuPage {
    private static final double MICRO = 1e6;
    private static final String NOTHING = "-";
    private static final List<String> GOALS = List.of("what", "measured", "goal", "", "beyond it", "");

    private final GpuFigures figures;
    private final List<String> lines = new ArrayList<>();

    private GpuPage(GpuFigures figures) {
        this.figures = figures;
    }

    /** The lines. */
    public static List<String> of(GpuFigures figures) {
        GpuPage page = new GpuPage(figures);
        page.head();
        page.goals();
        page.steps();
        page.products();
        page.errors();
        page.overheads();
        page.check();
        page.missing();
        return page.lines;
    }

    /** The goals alone, as rows of cells; the first is the head. */
    public static List<List<String>> goals(GpuFigures figures) {
        List<List<String>> rows = new ArrayList<>(List.of(GOALS));
        rows.addAll(new GpuPage(figures).goalRows());
        return rows;
    }

    private void head() {
        lines.addAll(List.of(
                "# Percept on a GPU: " + Markdown.escaped(figures.facts().getOrDefault("device", "unknown")), ""));
        figures.facts().forEach((name, value) -> lines.add("- " + name + ": " + Markdown.escaped(value)));
        lines.addAll(
                List.of(
                        "",
                        "Times are medians by the host's clock, from the first run that is enqueued until the device is done; +/- is half the"
                                + " distance between their quarters. Percept and PyTorch took turns, and a ratio is the median of the rounds'"
                                + " ratios, so many times as fast is Percept. Products of PyTorch are torch.matmul's, which is cuBLAS on CUDA. Inputs are random."));
    }

    private void goals() {
        section("Goals", figures.note(), GOALS, goalRows());
    }

    private List<List<String>> goalRows() {
        List<List<String>> rows = new ArrayList<>();
        for (Goal goal : GoalTable.of(figures)) {
            rows.add(List.of(
                    goal.what(),
                    goal.value().isPresent()
                            ? number(goal.value()) + (goal.unit().isEmpty() ? "" : " " + goal.unit())
                            : "not measured: " + goal.why(),
                    limit(goal, goal.goal()),
                    verdict(goal.verdict()),
                    limit(goal, goal.beyond()),
                    verdict(goal.verdictBeyond())));
        }
        return rows;
    }

    private static String limit(Goal goal, OptionalDouble limit) {
        return limit.isEmpty() ? NOTHING : (goal.atLeast() ? "at least " : "at most ") + number(limit);
    }

    /** What was not measured says so once. */
    private static String verdict(Optional<Goal.Verdict> verdict) {
        return verdict.filter(found -> found != Goal.Verdict.NOT_MEASURED)
                .map(Goal.Verdict::title)
                .orElse(NOTHING);
    }

    private void steps() {
        List<String> head = new ArrayList<>(List.of("net", "optimizer", "precision", "launches", "us", "+/-"));
        for (TorchMode mode : TorchMode.values()) {
            head.addAll(List.of(mode.title() + " us", "speed / it"));
        }
        List<List<String>> rows = new ArrayList<>();
        for (StepFigure figure : figures.steps()) {
            List<String> row = new ArrayList<>(List.of(
                    figure.net().name() + " " + figure.net().title(),
                    figure.optimizer(),
                    figure.precision().label(),
                    String.valueOf(figure.launches()),
                    Digits.full(figure.percept().median() * MICRO),
                    Digits.percent(figure.percept().spread())));
            for (TorchMode mode : TorchMode.values()) {
                Optional<StepFigure.Beside> beside =
                        Optional.ofNullable(figure.torch().get(mode));
                row.add(beside.map(both -> Digits.full(both.torch().median() * MICRO))
                        .orElse(NOTHING));
                row.add(beside.map(both -> Digits.of(both.speed())).orElse(NOTHING));
            }
            rows.add(row);
        }
        section(
                "Training steps",
                "Gather, forward, loss, backward, update. PyTorch computes in float32 beside 3xtf32.",
                head,
                rows);
    }

    private void products() {
        section(
                "Matrix products",
                "PyTorch computes in float32 beside 3xtf32. The caches of GPUs hold the small ones.",
                List.of(
                        "product",
                        "form",
                        "m x n x k",
                        "precision",
                        "kernel",
                        "us",
                        "+/-",
                        "TFLOP/s",
                        "PyTorch TFLOP/s",
                        "speed / it"),
                figures.products().stream()
                        .map(figure -> List.of(
                                figure.subject(),
                                figure.product().form(),
                                figure.product().size(),
                                figure.precision().label(),
                                figure.variant(),
                                Digits.full(figure.percept().median() * MICRO),
                                Digits.percent(figure.percept().spread()),
                                Digits.full(figure.teraflops(figure.percept())),
                                figure.torch()
                                        .map(theirs -> Digits.full(figure.teraflops(theirs)))
                                        .orElse(NOTHING),
                                number(figure.speedOverTorch())))
                        .toList());
    }

    private void errors() {
        Predicate<ProductFigure> compared = figure -> figure.error().isPresent();
        section(
                "Errors of products",
                "Relative Frobenius errors against float64, on inputs between -0.5 and 0.5: of up to 64 rows of Percept's results, and of all"
                        + " of PyTorch's, on other numbers of the same kind.",
                List.of("product", "form", "m x n x k", "precision", "error", "PyTorch's", "bound", "within"),
                figures.products().stream()
                        .filter(compared)
                        .map(figure -> {
                            double bound = Accuracy.bound(
                                    figure.precision(), figure.product().k());
                            return List.of(
                                    figure.subject(),
                                    figure.product().form(),
                                    figure.product().size(),
                                    figure.precision().label(),
                                    small(figure.error()),
                                    small(figure.torchError()),
                                    small(OptionalDouble.of(bound)),
                                    figure.error().getAsDouble() <= bound ? "yes" : "NO");
                        })
                        .toList());
    }

    private void overheads() {
        figures.overheads().ifPresent(overheads -> {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("a launch, of many in a row", microseconds(OptionalDouble.of(overheads.launch()))));
            rows.add(List.of(
                    "a launch, and waiting for it", microseconds(OptionalDouble.of(overheads.launchAndFinish()))));
            rows.add(List.of("a barrier of a work-group, with a number handed on", microseconds(overheads.barrier())));
            rows.add(List.of("multiply-adds in registers", rate(overheads.teraflops(), "TFLOP/s")));
            rows.add(List.of(
                    "the sum of two long vectors", rate(OptionalDouble.of(overheads.gigabytesPerSecond()), "GB/s")));
            section("Overheads and ceilings", "", List.of("what", "measured"), rows);
        });
    }

    private static String microseconds(OptionalDouble seconds) {
        return seconds.isPresent() ? Digits.full(seconds.getAsDouble() * MICRO) + " us" : NOTHING;
    }

    private static String rate(OptionalDouble value, String unit) {
        return value.isPresent() ? Digits.full(value.getAsDouble()) + " " + unit : NOTHING;
    }

    private void check() {
        figures.check().ifPresent(check -> {
            lines.addAll(List.of("", "## Conformance", ""));
            lines.add((check.failures().isEmpty() ? "Passed" : "FAILED")
                    + String.format(
                            Locale.ROOT,
                            ": %d of %d cases checked in %.0f s; the largest error is %s of its bound.",
                            check.cases(),
                            check.of(),
                            check.seconds(),
                            Digits.of(check.worst())));
            check.failures().forEach(failure -> lines.add("- " + Markdown.escaped(failure)));
        });
    }

    private void missing() {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (Missing missing : figures.missing()) {
            byReason.computeIfAbsent(missing.why(), any -> new ArrayList<>()).add(missing.what());
        }
        if (byReason.isEmpty()) {
            return;
        }
        lines.addAll(List.of("", "## Not measured", ""));
        byReason.forEach((why, what) -> lines.add("- " + Markdown.escaped(why + ": " + String.join("; ", what))));
    }

    /** Nothing where there are no rows. */
    private void section(String title, String text, List<String> head, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        lines.addAll(List.of("", "## " + title, ""));
        if (!text.isEmpty()) {
            lines.addAll(List.of(text, ""));
        }
        lines.addAll(Markdown.table(head, rows));
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? Digits.of(value.getAsDouble()) : NOTHING;
    }

    private static String small(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.2e", value.getAsDouble()) : NOTHING;
    }
}
