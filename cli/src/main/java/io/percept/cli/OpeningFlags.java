package io.percept.cli;

import io.percept.backend.DeviceOptions;
import io.percept.backend.Precision;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say how to open a device, whichever it is. */
final class OpeningFlags {
    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the cpu device; results do not depend on it. Default: one for each processor.")
    private Integer threads;

    @Option(
            names = "--force",
            description =
                    "Use a device that 'percept devices --check' found to compute wrongly, and do not check a new one.")
    private boolean force;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            converter = Choices.OfPrecision.class,
            completionCandidates = Choices.OfPrecision.class,
            description =
                    "How exactly matrices are multiplied: ${COMPLETION-CANDIDATES}. All but the first need tensor cores;"
                            + " 3xtf32 is as accurate as float32. Default: ${DEFAULT-VALUE}.")
    private Precision precision = Precision.FLOAT32;

    /**
     * How to open it.
     *
     * @throws ParameterException for an impossible number of threads
     */
    DeviceOptions options(CommandSpec command) {
        DeviceOptions defaults = DeviceOptions.defaults().withForce(force).withPrecision(precision);
        try {
            return threads == null ? defaults : defaults.withThreads(threads);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--threads: " + e.getMessage());
        }
    }
}
