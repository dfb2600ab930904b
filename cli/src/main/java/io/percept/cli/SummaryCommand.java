package io.percept.cli;

import io.percept.model.Model;
import io.percept.nn.Network;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a network as a table. */
@Command(
        name = "summary",
        description = "Shows the layers of a network, how wide they are, how much they learn and what they compute.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        versionProvider = PerceptCommand.Version.class,
        sortOptions = false)
final class SummaryCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "FILE",
            description = "A model, as 'train' saved it, or a network's description, whose name ends in .json.")
    private Path file;

    @Option(names = "--json", description = "Show it as JSON: the description, as --network takes it, and the table.")
    private boolean json;

    SummaryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean description = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        Network network =
                description ? NetworkFile.read(file) : Model.load(file).network();
        SummaryTable table = SummaryTable.of(network);
        if (json) {
            console.result(table.json().toString());
        } else {
            table.lines().forEach(console::result);
        }
        return Main.OK;
    }
}
