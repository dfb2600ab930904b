package io.percept.cli;

import picocli.CommandLine;

/** The {@code percept} command. */
public final class Main {
    static final int OK = 0;
    static final int FAILURE = 1;
    static final int USAGE = 2;
    /** What shells report for a command that Ctrl-C ended: 128 + SIGINT. */
    static final int INTERRUPTED = 130;

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, Console.ofProcess()));
    }

    /** Runs the command and returns its exit code. */
    static int run(String[] args, Console console) {
        Failures failures = new Failures(
                console, !System.getenv().getOrDefault("PERCEPT_TRACE", "").isEmpty());
        CommandLine command = PerceptCommand.commandLine(console)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
        try {
            return failures.exitCode(command.execute(args));
        } catch (Error e) {
            return failures.fatal(e);
        }
    }
}
