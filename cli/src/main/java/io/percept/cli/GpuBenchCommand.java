package io.percept.cli;

import io.percept.backend.BackendException;
import io.percept.backend.BackendProvider;
import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceInfo;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Precision;
import io.percept.backend.TunableProvider.Tuned;
import io.percept.cli.bench.Effort;
import io.percept.cli.bench.Machine;
import io.percept.cli.bench.gpu.GpuBench;
import io.percept.cli.bench.gpu.GpuFigures;
import io.percept.cli.bench.gpu.GpuJson;
import io.percept.cli.bench.gpu.GpuPage;
import io.percept.cli.bench.gpu.GpuPlan;
import io.percept.cli.bench.gpu.NvidiaSmi;
import io.percept.cli.bench.gpu.ResultFiles;
import io.percept.cli.bench.gpu.Torch;
import io.percept.model.AtomicFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a GPU, beside PyTorch where it is, and keeps the figures. */
@Command(
        name = "gpu",
        description =
                "Measures a GPU: matrix products, training steps, what a launch costs, and whether all is right; beside PyTorch and"
                        + " cuBLAS where python3 has torch. Writes the figures, and which goals they reach, to two files.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        versionProvider = PerceptCommand.Version.class,
        sortOptions = false)
final class GpuBenchCommand implements Callable<Integer> {
    private static final double LONGEST_MINUTES = 24 * 60;

    private static final double LONGEST_TUNING = 3;

    /** Tuning takes this part of the time. */
    private static final double TUNING_PART = 3;

    /** Before this part the device has had enough to do to be at its clocks. */
    private static final int UNDER_WAY = 6;

    private static final double SECONDS_PER_MINUTE = 60;

    private static final Effort EFFORT = new Effort(7, 0.3, 0.1);
    private static final Effort QUICK = new Effort(3, 0, 0.01);

    private static final Path USUAL_RESULTS = Path.of("bench", "results");

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--device",
            paramLabel = "opencl[:N]",
            description =
                    "The OpenCL device to measure. One that is no GPU is only measured when it is named, to try this out."
                            + " Default: the first GPU.")
    private String device;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description =
                    "The time to take. What goals are judged by comes first, and what there is no time for is left out and named."
                            + " Default: ${DEFAULT-VALUE}.")
    private double minutes = 10;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Where to write the files. Default: bench/results if it is there, or else here.")
    private Path results;

    @Option(names = "--quick", description = "Measure only net A and small products, each for a moment, to try it out.")
    private boolean quick;

    @Option(
            names = "--tune",
            description =
                    "First measure which kernels suit the device best, for a third of the time and three minutes at most. It is"
                            + " remembered, as after 'percept devices --tune', and written to a file for those who want to make it the default.")
    private boolean tune;

    @Mixin
    private TorchFlags torchFlags;

    @Option(names = "--force", description = "Measure a device that was found to compute wrongly, too.")
    private boolean force;

    @Option(names = "--json", description = "Print the figures as JSON too.")
    private boolean json;

    GpuBenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!(minutes > 0 && minutes <= LONGEST_MINUTES)) {
            throw new ParameterException(
                    spec.commandLine(), "--minutes is " + minutes + "; it must be above 0 and at most 1440, a day");
        }
        Backends.Choice choice = choose();
        Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Path folder = results != null ? results : Files.isDirectory(USUAL_RESULTS) ? USUAL_RESULTS : Path.of("");
        ResultFiles files = ResultFiles.in(
                folder,
                time.atZone(ZoneOffset.UTC).toLocalDate(),
                choice.device().name());
        GpuFigures figures = new GpuFigures();
        describe(figures, time, choice.device());
        console.message(
                "measuring " + choice.device().id() + " (" + choice.device().name() + ") ...");
        List<Precision> precisions = precisions(choice, figures);
        double left = tune ? minutes - tune(choice, precisions, figures, folder) : minutes;
        Optional<Torch> torch = torchFlags.find(console, figures);
        try {
            measure(choice, precisions, torch, left, figures, files);
        } finally {
            torch.ifPresent(Torch::close);
        }
        return report(figures, files);
    }

    private Backends.Choice choose() {
        if (device == null) {
            return firstGpu();
        }
        Backends.Choice choice = Backends.choose(device.strip());
        if (!choice.device().backend().equals("opencl")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--device: " + choice.device().id() + " is no OpenCL device; 'percept bench --device "
                            + choice.device().id() + "' measures it");
        }
        return choice;
    }

    private static Backends.Choice firstGpu() {
        List<String> others = new ArrayList<>();
        String remedy = "";
        for (BackendProvider provider : Backends.providers()) {
            if (!provider.name().equals("opencl")) {
                continue;
            }
            if (provider.probe() instanceof BackendProvider.Available available) {
                for (DeviceInfo info : available.devices()) {
                    if (DeviceTuning.isGpu(info)) {
                        return new Backends.Choice(provider, info, List.of());
                    }
                    others.add(info.id() + " (" + info.name() + ") is none");
                    remedy = "; name such a device with --device to measure it all the same";
                }
            } else if (provider.probe() instanceof BackendProvider.Unavailable unavailable) {
                others.add(unavailable.reason());
            }
        }
        throw new BackendException("there is no GPU to measure: " + String.join("; ", others) + remedy);
    }

    private void describe(GpuFigures figures, Instant time, DeviceInfo info) {
        figures.fact("date", time.toString());
        figures.fact("percept", PerceptCommand.Version.text());
        Machine.facts().forEach(figures::fact);
        figures.fact("device", info.name());
        figures.fact("compute units", String.valueOf(info.computeUnits()));
        figures.fact("memory", (info.memoryBytes() >> 20) + " MiB");
        info.details().forEach((name, value) -> figures.fact(name.equals("version") ? "OpenCL" : name, value));
        if (!DeviceTuning.isGpu(info)) {
            figures.note("This device is no GPU, and the goals are not meant for it.");
        }
        figures.fact(
                "suite",
                quick ? "--quick: for a rough picture only" : "all, within " + Format.shortest(minutes) + " minutes");
        clocks(figures, "nvidia-smi before");
    }

    private static void clocks(GpuFigures figures, String when) {
        StringBuilder text = new StringBuilder();
        NvidiaSmi.ask()
                .forEach((field, value) -> text.append(text.isEmpty() ? "" : ", ")
                        .append(field)
                        .append(' ')
                        .append(value));
        figures.fact(when, text.isEmpty() ? "not there" : text.toString());
    }

    /** The minutes that it took. */
    private double tune(Backends.Choice choice, List<Precision> precisions, GpuFigures figures, Path folder) {
        long start = System.nanoTime();
        double seconds = Math.min(LONGEST_TUNING, minutes / TUNING_PART) * SECONDS_PER_MINUTE / precisions.size();
        for (Precision precision : precisions) {
            Tuned tuned =
                    DeviceTuning.tune(choice, precision, Duration.ofMillis((long) (1000 * seconds)), console::message);
            Path file = folder.resolve(tuned.file());
            AtomicFile.write(file, out -> out.write(ByteBuffer.wrap(tuned.text().getBytes(StandardCharsets.UTF_8))));
            console.message("the tuning is in " + file
                    + "; among the resources of the OpenCL backend it is the default for such devices");
            figures.fact("tuned, " + precision.label(), tuned.summary());
        }
        return (System.nanoTime() - start) / 1e9 / SECONDS_PER_MINUTE;
    }

    /** Those that the device offers; of the others it is noted why. */
    private static List<Precision> precisions(Backends.Choice choice, GpuFigures figures) {
        List<Precision> precisions = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            if (choice.provider().supports(choice.device(), precision) instanceof Device.Unsupported unsupported) {
                figures.miss(precision.label(), unsupported.reason());
            } else {
                precisions.add(precision);
            }
        }
        return precisions;
    }

    private void measure(
            Backends.Choice choice,
            List<Precision> precisions,
            Optional<Torch> torch,
            double left,
            GpuFigures figures,
            ResultFiles files) {
        DeviceOptions options = DeviceOptions.defaults().withForce(force);
        GpuBench bench = new GpuBench(
                choice.device(),
                precision -> choice.open(options.withPrecision(precision)),
                torch,
                quick ? QUICK : EFFORT,
                left,
                System::nanoTime,
                figures,
                new Progress(console, files, figures));
        if (quick) {
            figures.miss("conformance", "--quick leaves it to 'percept devices --check'");
            bench.run(GpuPlan.quick(choice, precisions));
        } else {
            bench.run(GpuPlan.full(choice, precisions, new TimedCheck(choice, precisions)));
        }
        clocks(figures, "nvidia-smi after");
    }

    private int report(GpuFigures figures, ResultFiles files) {
        files.write(figures);
        if (json) {
            console.result(GpuJson.of(figures).toString());
        } else {
            TextTable.lines(GpuPage.goals(figures)).forEach(console::result);
        }
        console.message("the figures are in " + files.page() + " and " + files.json());
        return figures.isWrong() ? Main.FAILURE : Main.OK;
    }

    /** Says what is measured, and keeps what was found. */
    private record Progress(Console console, ResultFiles files, GpuFigures figures) implements GpuBench.Listener {
        @Override
        public void starts(String what, int number, int of) {
            if (number == UNDER_WAY) {
                clocks(figures, "nvidia-smi under way");
            }
            String line = number + " of " + of + ": " + what;
            if (console.terminal().interactive()) {
                console.status(line);
            } else {
                console.message(line);
            }
        }

        @Override
        public void ends(GpuFigures found) {
            files.write(found);
        }
    }
}
