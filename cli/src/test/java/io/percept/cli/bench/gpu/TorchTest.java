package io.percept.cli.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.backend.AdamRule;
import io.percept.backend.Precision;
import io.percept.backend.UpdateRule;
import io.percept.cli.bench.Product;
import io.percept.cli.bench.StandardNet;
import io.percept.cli.bench.StepWork;
import io.percept.tck.Required;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PyTorch's side on the processor; skipped aloud where no python3 has torch. */
class TorchTest {
    private static final double LEAST = 0.002;
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    private final List<String> reasons = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void itsProductsAreTimedAndCompared() {
        try (Torch torch = torch()) {
            assertThat(torch.description()).startsWith("PyTorch ").contains(" on cpu, Python 3");
            for (String form : List.of("NN", "NT", "TN")) {
                Product product = new Product(form, 70, 33, 65);
                try (Torch.Work work = torch.product(product, Precision.FLOAT32, LEAST)) {
                    assertThat(work.seconds()).isPositive();
                    assertThat(work.error()).isBetween(1e-9, Accuracy.bound(Precision.FLOAT32, 65));
                }
            }
            try (Torch.Work work = torch.product(new Product("NN", 64, 64, 64), Precision.BF16, LEAST)) {
                assertThat(work.error()).isBetween(1e-4, Accuracy.bound(Precision.BF16, 64));
            }
        }
    }

    @Test
    void itsStepsTrainAndWhatItHasNotIsSaid() {
        StepWork sgd = new StepWork(StandardNet.A, new UpdateRule.Sgd());
        StepWork adam = new StepWork(StandardNet.A, new AdamRule.Adam());
        try (Torch torch = torch()) {
            for (StepWork step : List.of(sgd, adam)) {
                try (Torch.Work work = torch.step(step, TorchMode.EAGER, Precision.FLOAT32, LEAST)) {
                    assertThat(work.seconds()).isPositive();
                }
            }
            assertThatThrownBy(() -> torch.step(sgd, TorchMode.GRAPH, Precision.FLOAT32, LEAST))
                    .hasMessage("RuntimeError: there are CUDA graphs on CUDA only");
            assertThatThrownBy(() -> torch.step(sgd, TorchMode.COMPILE, Precision.FLOAT32, LEAST))
                    .hasMessage("RuntimeError: torch.compile is measured on CUDA only");
            assertThatThrownBy(() -> torch.product(new Product("NN", 8, 8, 8), Precision.TF32, LEAST))
                    .hasMessage("RuntimeError: there is no TF32 on the CPU");
        }
    }

    /** No GPU is needed to find a slip in what only runs on one. */
    @Test
    void itsLinesForCudaRunWithNothingBehindThem() throws IOException {
        Path standIn = folder.resolve("without_cuda.py");
        try (InputStream in = TorchTest.class.getResourceAsStream("without_cuda.py")) {
            Files.write(standIn, in.readAllBytes());
        }
        List<String> interpreters = new ArrayList<>();
        for (String python : PYTHONS) {
            Path script = folder.resolve("python" + interpreters.size());
            Files.writeString(script, "#!/bin/sh\nexec " + python + " -B " + standIn + " \"$2\" \"$3\"\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
            interpreters.add(script.toString());
        }
        StepWork step = new StepWork(StandardNet.A, new AdamRule.Adam());
        try (Torch torch = torch(interpreters, "cuda")) {
            assertThat(torch.description()).contains(" with CUDA 0.0 on nothing, ");
            for (TorchMode mode : TorchMode.values()) {
                try (Torch.Work work = torch.step(step, mode, Precision.TF32, LEAST)) {
                    assertThat(work.seconds()).as(mode.title()).isPositive();
                }
            }
            try (Torch.Work work = torch.product(new Product("TN", 64, 64, 64), Precision.TF32, LEAST)) {
                assertThat(work.error()).isPositive();
            }
        }
    }

    @Test
    void anInterpreterThatIsNotThereIsNamed() {
        Optional<Torch> none = Torch.find(List.of(folder.resolve("no-python").toString()), "cpu", reasons::add);

        assertThat(none).isEmpty();
        assertThat(reasons).hasSize(1);
        assertThat(reasons.get(0)).contains("no-python");
    }

    @Test
    void aProcessThatEndsSaysWhatItHasSaidLast() throws IOException {
        Path broken = Files.writeString(folder.resolve("python3"), "#!/bin/sh\necho no torch today >&2\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();

        assertThat(Torch.find(List.of(broken.toString()), "cpu", reasons::add)).isEmpty();
        assertThat(reasons.get(0)).endsWith("PyTorch's process has ended: no torch today");
    }

    @Test
    void nvidiaSmiIsUnderstoodWhereItIs() {
        String line = "NVIDIA H200, 570.1, 1980 MHz, 3201 MHz, 1980 MHz, 3201 MHz, 75.1 W, 700.00 W, 30";

        assertThat(NvidiaSmi.ask(List.of("echo", line)))
                .hasSize(9)
                .containsEntry("name", "NVIDIA H200")
                .containsEntry("clocks.max.sm", "1980 MHz")
                .containsEntry("temperature.gpu", "30");
        assertThat(NvidiaSmi.ask(List.of("echo", "No devices were found"))).isEmpty();
        assertThat(NvidiaSmi.ask(List.of(folder.resolve("none").toString()))).isEmpty();
    }

    private Torch torch() {
        return torch(PYTHONS, "cpu");
    }

    private Torch torch(List<String> interpreters, String device) {
        Optional<Torch> torch = Torch.find(interpreters, device, reasons::add);
        if (torch.isEmpty()) {
            Required.skip("torch", "there is no PyTorch: " + reasons);
        }
        return torch.orElseThrow();
    }
}
