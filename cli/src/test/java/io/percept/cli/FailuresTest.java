package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.data.DataException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailuresTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console =
            new Console(OutputStream.nullOutputStream(), err, InputStream.nullInputStream(), Terminal.NONE);
    private final CommandLine command = new CommandLine(new Anything());

    @Command(name = "percept")
    private static final class Anything {}

    private String handled(Exception e, boolean trace) {
        assertThat(new Failures(console, trace).handleExecutionException(e, command, null))
                .isEqualTo(1);
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatTheUserCanRemoveIsOneLine() {
        assertThat(handled(new DataException("a file\nwith \u001b[31m a line end"), false))
                .isEqualTo("percept: a file with [31m a line end\n");
    }

    @Test
    void whatTheUserCannotRemoveSaysHowToSeeMore() {
        assertThat(handled(new IllegalStateException("odd"), false))
                .isEqualTo("percept: an error in Percept itself: java.lang.IllegalStateException: odd;"
                        + " set PERCEPT_TRACE=1 to see where, and please report it\n");
    }

    @Test
    void theTraceIsShownOnRequest() {
        assertThat(handled(new IllegalStateException("odd"), true)).contains("\tat ", "theTraceIsShownOnRequest");
    }

    @Test
    void tooLittleMemorySaysHowToAllowMore() {
        assertThat(new Failures(console, false).fatal(new OutOfMemoryError("Java heap space")))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("more memory", "PERCEPT_JAVA_OPTS=-Xmx8g")
                .hasLineCount(1);
    }
}
