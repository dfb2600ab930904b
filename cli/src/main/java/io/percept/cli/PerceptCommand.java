package io.percept.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a subcommand: shows its usage. */
@Command(
        name = "percept",
        description = "Trains multilayer perceptrons on whatever compute is present.",
        mixinStandardHelpOptions = true,
        versionProvider = PerceptCommand.Version.class,
        subcommands = HelpCommand.class,
        footer = {
            "",
            "Try 'percept train', which trains a network on the bundled digits, and",
            "'percept COMMAND --help'."
        })
final class PerceptCommand implements Callable<Integer> {
    private static final int USAGE_WIDTH = 100;

    private final Console console;

    @Spec
    private CommandSpec spec;

    private PerceptCommand(Console console) {
        this.console = console;
    }

    /** The command with all its subcommands, without handlers for what goes wrong. */
    static CommandLine commandLine(Console console) {
        CommandLine command = new CommandLine(new PerceptCommand(console))
                .addSubcommand(new TrainCommand(console))
                .addSubcommand(new EvaluateCommand(console))
                .addSubcommand(new PredictCommand(console))
                .addSubcommand(new CrossValidateCommand(console))
                .addSubcommand(new LearningCurveCommand(console))
                .addSubcommand(new SearchCommand(console))
                .addSubcommand(new CheckGradientsCommand(console))
                .addSubcommand(new LearningRateCommand(console))
                .addSubcommand(new SummaryCommand(console))
                .addSubcommand(new FeaturesCommand(console))
                .addSubcommand(new DevicesCommand(console))
                .addSubcommand(new CommandLine(new BenchCommand(console)).addSubcommand(new GpuBenchCommand(console)))
                // "--device gpu" is a mistake in the device, not the subcommand of that name.
                .setAllowSubcommandsAsOptionParameters(true)
                .setOut(console.printWriter())
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(USAGE_WIDTH);
        Numbers.register(command);
        return command;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(console.err(), Ansi.OFF);
        return Main.USAGE;
    }

    /** What the jar's manifest says. */
    static final class Version implements IVersionProvider {
        /** The number, and the commit where whoever started this knows it. */
        static String text() {
            String version = Main.class.getPackage().getImplementationVersion();
            String commit = System.getProperty("percept.commit", "");
            return (version == null ? "(not from a jar)" : version) + (commit.isEmpty() ? "" : ", commit " + commit);
        }

        @Override
        public String[] getVersion() {
            return new String[] {
                "percept " + text(),
                "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
            };
        }
    }
}
