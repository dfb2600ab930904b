package io.percept.cli;

import io.percept.cli.bench.gpu.GpuFigures;
import io.percept.cli.bench.gpu.Torch;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where PyTorch is. */
final class TorchFlags {
    /** That of the path, and the system's, which may have other packages. */
    private static final List<String> INTERPRETERS = List.of("python3", "/usr/bin/python3");

    /** What PyTorch computes on. */
    enum Processor {
        CUDA,
        CPU
    }

    @Option(
            names = "--python",
            paramLabel = "FILE",
            description = "The Python that has torch. Default: python3, or else /usr/bin/python3.")
    private String python;

    @Option(
            names = "--torch-device",
            paramLabel = "cuda|cpu",
            converter = Choices.OfProcessor.class,
            description = "What PyTorch computes on; cpu is for trying this out. Default: cuda.")
    private Processor processor = Processor.CUDA;

    /** PyTorch, if it is there; if not, that is said and noted. */
    Optional<Torch> find(Console console, GpuFigures figures) {
        Optional<Torch> torch = Torch.find(
                python == null ? INTERPRETERS : List.of(python),
                processor.name().toLowerCase(Locale.ROOT),
                why -> {
                    figures.miss(Torch.WHAT, why);
                    console.message("left out  " + Torch.WHAT + ": " + why);
                });
        if (processor == Processor.CPU) {
            figures.doNotJudgeBesideTorch();
        }
        figures.fact("beside", torch.map(Torch::description).orElse("nothing, see what was not measured"));
        return torch;
    }
}
