package io.percept.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.Activation;
import io.percept.backend.AdamRule;
import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.cli.bench.Workload.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceBenchTest {
    private static final Product PRODUCT = new Product("TN", 6, 7, 8);

    @Test
    void measuresEachWorkloadAndLeavesNothingOpen() {
        List<String> leaks = new ArrayList<>();
        List<String> progress = new ArrayList<>();
        Suite suite = new Suite(
                List.of(new OpWork(Kind.GEMM, "tiny", "TN", PRODUCT.size(), PRODUCT::on)),
                Operations.add(100),
                List.of(
                        Operations.activation(new Activation.Relu(), 4, 5),
                        Operations.softmaxLoss(3, 4),
                        Operations.update(new AdamRule.Adam(), 9),
                        new StepWork(StandardNet.A, new AdamRule.Adam())));

        DeviceFigures figures;
        try (Device device =
                Backends.choose("cpu").open(DeviceOptions.defaults().withOnLeak(leaks::add))) {
            figures = new DeviceBench(
                            device,
                            new Effort(2, 0, 0),
                            (work, number, of) -> progress.add(number + " of " + of + " " + work.subject()))
                    .measure(suite);
        }

        assertThat(leaks).isEmpty();
        assertThat(progress).hasSize(6).startsWith("1 of 6 tiny", "2 of 6 add");
        assertThat(figures.figures()).allSatisfy(figure -> {
            assertThat(figure.repetitions()).hasSize(2);
            assertThat(figure.seconds().best()).isPositive();
            assertThat(figure.flops()).isPositive();
            assertThat(figure.bytes()).isPositive();
        });
        assertThat(figures.of(Kind.GEMM).get(0).flops()).isEqualTo(2 * 6 * 7 * 8);
        assertThat(figures.of(Kind.GEMM).get(0).bytes()).isEqualTo(4 * (6 * 8 + 7 * 8 + 6 * 7));
        assertThat(figures.of(Kind.STEPS).get(0).flops()).isGreaterThan(2 * 2 * 32 * 784 * 128);
        assertThat(figures.roofline().compute().work().subject()).isEqualTo("tiny");
    }
}
