package io.percept.cli.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.backend.BackendException;
import io.percept.backend.Backends;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Precision;
import io.percept.cli.bench.Effort;
import io.percept.cli.bench.Product;
import io.percept.cli.bench.StandardNet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class GpuBenchTest {
    private static final DeviceInfo DEVICE =
            new DeviceInfo("opencl:0", "opencl", "GPU", 8, 1L << 34, 1L << 32, Map.of());
    private static final long SECOND = 1_000_000_000;

    private final GpuFigures figures = new GpuFigures();
    private final List<String> told = new ArrayList<>();
    private long now;

    @Test
    void whatTheTimeIsTooShortForIsNamed() {
        bench(0.5).run(List.of(part("first", 20), part("second", 20), part("third", 20)));

        assertThat(figures.facts()).containsOnlyKeys("first", "second");
        assertThat(figures.missing())
                .containsExactly(new Missing("third", "the time was over; allow more with --minutes"));
        assertThat(told).containsExactly("1 of 3 first", "kept 1", "2 of 3 second", "kept 2", "3 of 3 third", "kept 2");
    }

    @Test
    void whatFailsIsMissingAndTheRestGoesOn() {
        Part failing = new FakePart("failing", () -> {
            throw new BackendException("out of memory");
        });
        bench(1).run(List.of(failing, part("next", 1)));

        assertThat(figures.missing()).containsExactly(new Missing("failing", "out of memory"));
        assertThat(figures.facts()).containsOnlyKeys("next");
    }

    @Test
    void aCheckThatIsCutOffSaysHowMuchIsMissing() {
        CheckPart check = new CheckPart(hasTime -> {
            int done = 0;
            for (; hasTime.getAsBoolean(); now += 20 * SECOND) {
                done += 10;
            }
            return new CheckFigure(done, 30, 0.1, 80, List.of());
        });
        bench(1).run(List.of(check));

        assertThat(figures.check().orElseThrow().cases()).isEqualTo(20);
        assertThat(figures.whyMissing("10 of 30 cases of the conformance check"))
                .isPresent();
    }

    @Test
    void whatWouldTakeTooLongIsLeftOut() {
        Lab lab = lab();
        lab.checkWorthwhile(Precision.FLOAT32, 1e15); // Nothing is known yet.
        lab.learn(Precision.FLOAT32, 1e9, 1);
        lab.checkWorthwhile(Precision.FLOAT32, 2e8);

        assertThatThrownBy(() -> lab.checkWorthwhile(Precision.FLOAT32, 3e9))
                .hasMessage("a run would take about 3.00 s on this device, and more than 0.25 s is left out");
        lab.checkWorthwhile(Precision.TF32, 3e9);
    }

    @Test
    void matricesThatDoNotFitAreLeftOut() {
        Product large = new Product("NN", 40_000, 40_000, 4);
        ProductPart part = new ProductPart("large", large, Precision.FLOAT32, false);

        assertThatThrownBy(() -> part.measure(lab(), figures))
                .hasMessage("its matrices of up to 6103 MiB are too large for this device");
    }

    @Test
    void theOrderIsThatOfTheGoals() {
        List<String> parts = GpuPlan.full(
                        new Backends.Choice(null, DEVICE, List.of()), List.of(Precision.values()), hasTime -> null)
                .stream()
                .map(Part::what)
                .toList();

        assertThat(parts).doesNotHaveDuplicates();
        assertThat(parts.subList(0, 5))
                .containsExactly(
                        "square 256 NN float32",
                        "square 512 NN float32",
                        "square 1024 NN float32",
                        "square 2048 NN float32",
                        "square 4096 NN float32");
        assertThat(parts)
                .containsSubsequence(
                        "square 4096 NN bf16",
                        "net A sgd float32",
                        "net D adam tf32",
                        "overheads and ceilings",
                        "conformance",
                        "D 4096-4096 TN 3xtf32",
                        "square 8192 NN float32",
                        "net D adam bf16",
                        "net A sgd float32, torch.compile");
        assertThat(parts).contains("A 128-10 NN float32").doesNotContain("A 128-10 NN tf32", "net A sgd tf32");
    }

    @Test
    void aProductIsComparedWithFloat64() {
        Backends.Choice cpu = Backends.choose("cpu");
        Lab lab = new Lab(
                cpu.device(),
                precision -> cpu.open(DeviceOptions.defaults()),
                Optional.empty(),
                new Effort(2, 0, 0),
                new Budget(60, System::nanoTime));
        try (lab) {
            for (String form : List.of("NN", "NT", "TN")) {
                new ProductPart("odd", new Product(form, 70, 33, 65), Precision.FLOAT32, true).measure(lab, figures);
            }
            new StepPart(StandardNet.A, StepPart.OPTIMIZERS.get(0), Precision.FLOAT32, List.of()).measure(lab, figures);
        }

        assertThat(figures.products())
                .hasSize(3)
                .allSatisfy(figure -> assertThat(figure.error().getAsDouble())
                        .isBetween(1e-9, Accuracy.bound(Precision.FLOAT32, 65)));
        assertThat(figures.steps().get(0).launches()).isPositive();
        assertThat(figures.steps().get(0).percept().seconds()).hasSize(2).allMatch(seconds -> seconds > 0);
    }

    private Lab lab() {
        return new Lab(DEVICE, precision -> null, Optional.empty(), new Effort(1, 0, 0), new Budget(60, () -> now));
    }

    private GpuBench bench(double minutes) {
        LongSupplier clock = () -> now;
        return new GpuBench(
                DEVICE,
                precision -> null,
                Optional.empty(),
                new Effort(1, 0, 0),
                minutes,
                clock,
                figures,
                new GpuBench.Listener() {
                    @Override
                    public void starts(String what, int number, int of) {
                        told.add(number + " of " + of + " " + what);
                    }

                    @Override
                    public void ends(GpuFigures kept) {
                        told.add("kept " + kept.facts().size());
                    }
                });
    }

    private Part part(String name, int seconds) {
        return new FakePart(name, () -> {
            now += seconds * SECOND;
            figures.fact(name, "done");
        });
    }

    private record FakePart(String what, Runnable action) implements Part {
        @Override
        public void measure(Lab lab, GpuFigures figures) {
            action.run();
        }
    }
}
