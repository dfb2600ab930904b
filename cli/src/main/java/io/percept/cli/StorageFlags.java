package io.percept.cli;

import io.percept.data.CsvOptions;
import io.percept.data.Datasets;
import io.percept.data.Storage;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where data is kept that was read. */
final class StorageFlags {
    /** Enough rows that a block is a long read, few enough for any memory. */
    private static final String USUAL_ROWS = "16384";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--stream",
            paramLabel = "ROWS",
            arity = "0..1",
            fallbackValue = USUAL_ROWS,
            description = "Keep the data in a file, and so many rows (" + USUAL_ROWS
                    + " if not said) on the device at a time."
                    + " The result is the same. Default: only when the data is too large for the memory.")
    private Integer streamed;

    @Option(
            names = "--scratch",
            paramLabel = "FOLDER",
            description =
                    "Where to make that file, which nobody sees. Default: the system's folder for temporary files.")
    private Path scratch;

    /** Throws a usage error for options that are wrong whatever the data. */
    void check() {
        if (streamed != null && streamed < 1) {
            throw new ParameterException(
                    command.commandLine(), "--stream is " + streamed + "; a block must have at least 1 row");
        }
    }

    /**
     * With these options, which some of the sources must be able to have.
     *
     * @throws ParameterException when none can
     */
    CsvOptions applied(CsvOptions options, List<String> sources) {
        if ((streamed != null || scratch != null) && sources.stream().noneMatch(StorageFlags::isStreamed)) {
            throw new ParameterException(
                    command.commandLine(),
                    (streamed != null ? "--stream" : "--scratch") + " has no effect on " + String.join(" and ", sources)
                            + "; the digits and folders with IDX files are always kept in memory");
        }
        Storage storage = streamed == null ? Storage.automatic() : Storage.inFile(streamed);
        return options.withStorage(scratch == null ? storage : storage.in(scratch));
    }

    private static boolean isStreamed(String source) {
        Datasets.Kind kind = Datasets.kindOf(source);
        return kind == Datasets.Kind.CSV || kind == Datasets.Kind.ARRAYS;
    }
}
