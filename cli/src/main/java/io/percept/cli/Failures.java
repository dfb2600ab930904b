package io.percept.cli;

import io.percept.backend.BackendException;
import io.percept.data.DataException;
import io.percept.json.JsonException;
import io.percept.model.ModelException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line on standard error and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final int BYTES_PER_MIB = 1 << 20;

    /** What the library throws for reasons that a user can remove; the messages are written for users. */
    private static final List<Class<? extends RuntimeException>> EXPECTED = List.of(
            DataException.class,
            ModelException.class,
            BackendException.class,
            JsonException.class,
            IllegalArgumentException.class);

    private final Console console;
    private final boolean trace;

    /**
     * Writes to this console.
     *
     * @param trace whether to show stack traces as well
     */
    Failures(Console console, boolean trace) {
        this.console = console;
        this.trace = trace;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        say(command, e instanceof UnmatchedArgumentException unmatched ? describe(unmatched) : e.getMessage());
        console.message("See '" + name + " --help'.");
        showTrace(e);
        return Main.USAGE;
    }

    private static String describe(UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        boolean commandExpected = !e.getCommandLine().getSubcommands().isEmpty();
        String kind = commandExpected ? "command" : "argument";
        // Of commands, which are few, even the second nearest has little in common with a slip of the finger.
        List<String> nearest = e.getSuggestions().stream()
                .limit(commandExpected ? 1 : Integer.MAX_VALUE)
                .toList();
        return "there is no " + (first.startsWith("-") ? "option" : kind) + " '" + first + "'"
                + (nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?");
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (EXPECTED.stream().anyMatch(kind -> kind.isInstance(e))) {
            say(command, e.getMessage());
        } else {
            sayUnexpected(e);
        }
        showTrace(e);
        return Main.FAILURE;
    }

    /** The exit code for an error that no command handles. */
    int fatal(Error e) {
        if (e instanceof OutOfMemoryError) {
            console.message("percept: this needs more memory than the "
                    + Runtime.getRuntime().maxMemory() / BYTES_PER_MIB
                    + " MiB that Java may use; allow more, as with PERCEPT_JAVA_OPTS=-Xmx8g,"
                    + " or use less data or a smaller network");
        } else {
            sayUnexpected(e);
        }
        showTrace(e);
        return Main.FAILURE;
    }

    /** The exit code of a command that ended with this one, once its output has been looked after. */
    int exitCode(int code) {
        console.out().flush();
        return console.output()
                .failure()
                .map(reason -> {
                    console.message("percept: standard output cannot be written: " + reason);
                    return Main.FAILURE;
                })
                .orElse(code);
    }

    private void sayUnexpected(Throwable e) {
        console.message("percept: an error in Percept itself: " + oneLine(e.toString())
                + (trace ? "" : "; set PERCEPT_TRACE=1 to see where, and please report it"));
    }

    private void say(CommandLine command, String text) {
        console.message(command.getCommandSpec().root().name() + ": " + oneLine(text));
    }

    private void showTrace(Throwable e) {
        if (trace) {
            e.printStackTrace(console.err());
        }
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\p{Cntrl}+\\s*", " ");
    }
}
