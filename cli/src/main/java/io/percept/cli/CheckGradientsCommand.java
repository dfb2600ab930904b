package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.backend.CounterRandom;
import io.percept.backend.Loss;
import io.percept.data.Dataset;
import io.percept.train.GradientCheck;
import io.percept.train.GradientReport;
import io.percept.train.Trainer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Compares the gradients that a device computes for the user's network and data with differences of the loss. */
@Command(
        name = "check-gradients",
        description =
                "Compares the gradient of one batch, as the device computes it, with central differences of the loss"
                        + " in double precision, and names the worst element of each parameter. Takes the network and the"
                        + " training as 'percept train' does; how to step has no effect. The exit code is 1 when a"
                        + " derivative is wrong.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        versionProvider = PerceptCommand.Version.class,
        sortOptions = false)
final class CheckGradientsCommand implements Callable<Integer> {
    private static final int DEFAULT_ROWS = 32;
    /** The stream that the rows are drawn from. */
    private static final long STREAM = 7L << 32;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceFlags source;

    @Mixin
    private CsvFlags csv;

    @Mixin
    private NetworkFlags network;

    @Mixin
    private TrainingFlags training;

    @Mixin
    private DeviceFlags device;

    @Option(
            names = "--init",
            paramLabel = "FILE",
            description =
                    "Where to check: at the parameters of a model, or of a safetensors file with the parameters of the"
                            + " network that --hidden describes. Default: where a training would start.")
    private Path init;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description =
                    "Rows of the batch, drawn from the data by --seed. Default: " + DEFAULT_ROWS + ", or all of fewer.")
    private Integer rows;

    @Option(
            names = "--elements",
            paramLabel = "N|all",
            converter = Elements.class,
            description = "About how many derivatives to compare; those that look worst are among them. Default: "
                    + GradientCheck.DEFAULT_ELEMENTS + ".")
    private int elements = GradientCheck.DEFAULT_ELEMENTS;

    @Option(names = "--json", description = "Show the result as a JSON object.")
    private boolean json;

    CheckGradientsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        check();
        Start start = init == null ? new Start.New() : Start.from(init);
        try (Backends.Opened opened = device.open()) {
            Dataset all = source.open(training.withMissing(csv.options(List.of(source.source()))), start.known())
                    .train();
            Start.Prepared prepared = start.prepare(network, training, all);
            Loss loss = Trainer.lossFor(prepared.config(), all);
            Dataset batch = batch(all);
            if (!json) {
                console.message("device    " + TextReporter.device(opened.choice(), device.options()));
                console.message("data      " + source.source() + ": " + Format.count(batch.rows(), "row") + " of "
                        + Format.count(all.rows()) + ", " + Format.count(all.columns(), "feature") + ", "
                        + TextReporter.targets(all));
                console.message("network   " + prepared.network().summary() + "; "
                        + Format.count(prepared.network().parameterCount()) + " parameters; " + loss.name() + ", seed "
                        + training.seed());
            }
            GradientReport report = GradientCheck.run(
                    opened.device(),
                    prepared.network(),
                    loss,
                    prepared.config(),
                    batch,
                    prepared.preparation(all),
                    prepared.parameters(),
                    elements);
            GradientText text = new GradientText(report, prepared.network());
            if (json) {
                console.result(text.json(opened.choice(), batch.rows(), loss).toString());
            } else {
                text.lines().forEach(console::result);
            }
            return report.agrees() ? Main.OK : Main.FAILURE;
        }
    }

    private void check() {
        device.options();
        network.check();
        training.check(init != null, false);
        if (rows != null && rows < 1) {
            throw new ParameterException(spec.commandLine(), "--rows is " + rows + "; it must be at least 1");
        }
    }

    private Dataset batch(Dataset all) {
        if (rows != null && rows > all.rows()) {
            throw new ParameterException(
                    spec.commandLine(), "--rows is " + rows + " but the data has " + Format.count(all.rows(), "row"));
        }
        int count = rows == null ? Math.min(DEFAULT_ROWS, all.rows()) : rows;
        int[] order = new CounterRandom(training.seed(), STREAM).permutation(all.rows());
        return all.select(Arrays.copyOf(order, count));
    }

    /** A number of derivatives, or all. */
    static final class Elements implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String written) {
            if (written.equals("all")) {
                return Integer.MAX_VALUE;
            }
            try {
                int count = Integer.parseInt(written);
                if (count >= 1) {
                    return count;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new TypeConversionException("\"" + written + "\" is neither a whole number of at least 1 nor 'all'");
        }
    }
}
