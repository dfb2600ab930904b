package io.percept.cli;

import io.percept.backend.BackendException;
import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.cli.bench.BenchReport;
import io.percept.cli.bench.CsvForm;
import io.percept.cli.bench.DeviceBench;
import io.percept.cli.bench.DeviceFigures;
import io.percept.cli.bench.Effort;
import io.percept.cli.bench.HtmlForm;
import io.percept.cli.bench.JsonForm;
import io.percept.cli.bench.Machine;
import io.percept.cli.bench.MarkdownForm;
import io.percept.cli.bench.Suite;
import io.percept.cli.bench.Workload;
import io.percept.model.AtomicFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what the devices of this machine do. */
@Command(
        name = "bench",
        description =
                "Measures matrix products, training steps and elementwise operations on this machine's devices, and"
                        + " compares them with what each device can reach. Takes one or two minutes for each device.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        versionProvider = PerceptCommand.Version.class,
        sortOptions = false)
final class BenchCommand implements Callable<Integer> {
    /** Long against what it costs to start and to wait for work, and to read the clock. */
    private static final double REPETITION_SECONDS = 0.1;

    private static final double QUICK_REPETITION_SECONDS = 0.01;

    private final Console console;

    /** How to show the figures. */
    enum Form {
        TEXT,
        JSON,
        CSV,
        MD
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--device",
            split = ",",
            paramLabel = "auto|cpu|reference|opencl[:N]",
            description = "What to measure, with commas between several; 'percept devices' lists what there is."
                    + " Default: every device that 'auto' chooses from.")
    private List<String> devices = List.of();

    @Mixin
    private OpeningFlags opening;

    @Option(
            names = {"-r", "--repetitions"},
            paramLabel = "N",
            description = "Measurements of each figure, for its mean and deviation. Default: ${DEFAULT-VALUE}.")
    private int repetitions = 7;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description =
                    "How long to run before each figure, until Java's compiler is done and the processor is at its"
                            + " speed. Default: ${DEFAULT-VALUE}.")
    private double warmUp = 0.5;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "gemm|steps|operations",
            converter = Choices.OfWorkloadKind.class,
            description =
                    "Measure only matrix products, training steps or elementwise operations, and what the ceilings"
                            + " need.")
    private List<Workload.Kind> only = List.of(Workload.Kind.values());

    @Option(
            names = "--quick",
            description = "Measure only net A and small products and vectors, each for a moment: some seconds for a"
                    + " rough picture.")
    private boolean quick;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json|csv|md",
            converter = Choices.OfBenchForm.class,
            description = "How to show the figures. Default: text.")
    private Form form;

    @Option(names = "--json", description = "The same as --output json.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Where to write a page with plots as well, which any browser shows without a network.")
    private Path html;

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Form chosen = form();
        Effort effort = effort();
        DeviceOptions options = opening.options(spec);
        if (html != null) {
            AtomicFile.checkWritable(html);
        }
        Instant time = Instant.now();
        List<DeviceFigures> figures =
                devices.isEmpty() ? measureUsable(effort, options) : measureNamed(effort, options);
        BenchReport report = new BenchReport(time, Machine.facts(), options, effort, quick, figures);
        show(report, chosen);
        if (html != null) {
            byte[] page = HtmlForm.of(report).getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(html, out -> out.write(ByteBuffer.wrap(page)));
            console.message("the page with plots is " + html.toAbsolutePath());
        }
        return Main.OK;
    }

    private Form form() {
        if (json && form != null && form != Form.JSON) {
            throw new ParameterException(spec.commandLine(), "--json and --output say different things; give one");
        }
        return json ? Form.JSON : form == null ? Form.TEXT : form;
    }

    private Effort effort() {
        try {
            return new Effort(repetitions, warmUp, quick ? QUICK_REPETITION_SECONDS : REPETITION_SECONDS);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /** A device that was asked for must be there. */
    private List<DeviceFigures> measureNamed(Effort effort, DeviceOptions options) {
        Map<String, Backends.Choice> choices = new LinkedHashMap<>();
        for (String name : devices) {
            Backends.Choice choice = Backends.choose(name.strip());
            choices.put(choice.device().id(), choice);
        }
        return choices.values().stream()
                .map(choice -> measure(choice, effort, options))
                .toList();
    }

    /** Of those that are there anyhow, one that cannot be measured is left out, and the reason said. */
    private List<DeviceFigures> measureUsable(Effort effort, DeviceOptions options) {
        Backends.Candidates candidates = Backends.candidates();
        List<String> leftOut = new ArrayList<>(candidates.passedOver());
        leftOut.forEach(this::sayLeftOut);
        List<DeviceFigures> figures = new ArrayList<>();
        for (Backends.Choice candidate : candidates.usable()) {
            try {
                figures.add(measure(candidate, effort, options));
            } catch (BackendException e) {
                leftOut.add(candidate.why(e));
                sayLeftOut(candidate.why(e));
            }
        }
        if (figures.isEmpty()) {
            throw new BackendException("there is no device to measure: " + String.join("; ", leftOut));
        }
        return figures;
    }

    private void sayLeftOut(String reason) {
        console.message("left out  " + reason);
    }

    private DeviceFigures measure(Backends.Choice choice, Effort effort, DeviceOptions options) {
        String id = choice.device().id();
        console.message("measuring " + id + " (" + choice.device().name() + ") ...");
        Set<Workload.Kind> kinds = EnumSet.copyOf(only);
        try (Device device = choice.open(options)) {
            return new DeviceBench(device, effort, (work, number, of) -> progress(id, work, number, of))
                    .measure(Suite.of(choice.device(), kinds, quick));
        }
    }

    private void progress(String id, Workload work, int number, int of) {
        if (console.terminal().interactive()) {
            console.status(id + ": " + number + " of " + of + ", " + work.subject() + " " + work.variant());
        }
    }

    private void show(BenchReport report, Form chosen) {
        List<String> lines = switch (chosen) {
            case TEXT -> BenchText.lines(report);
            case JSON -> List.of(JsonForm.of(report).toString());
            case CSV -> CsvForm.of(report);
            case MD -> MarkdownForm.of(report);
        };
        lines.forEach(console::result);
    }
}
