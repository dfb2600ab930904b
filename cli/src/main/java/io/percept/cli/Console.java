package io.percept.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the command reads from and writes to; all text is UTF-8. */
final class Console {
    private static final String ERASE_LINE = "\r\u001b[K";

    private final CheckedOutput output;
    private final PrintStream out;
    private final PrintStream err;
    private final InputStream in;
    private final Terminal terminal;
    private boolean statusShown;

    Console(OutputStream out, OutputStream err, InputStream in, Terminal terminal) {
        this.output = new CheckedOutput(out);
        this.out = new PrintStream(output, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.in = in;
        this.terminal = terminal;
    }

    /** The console of the process. */
    static Console ofProcess() {
        return new Console(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                new FileInputStream(FileDescriptor.in),
                Terminal.of(System.getProperties(), System.getenv()));
    }

    Terminal terminal() {
        return terminal;
    }

    InputStream in() {
        return in;
    }

    /** Standard output, for whole results. */
    PrintStream out() {
        return out;
    }

    /** Standard output for picocli, which flushes it. */
    PrintWriter printWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    /** Standard error, for stack traces and usage. */
    PrintStream err() {
        return err;
    }

    /** What standard output has gone through. */
    CheckedOutput output() {
        return output;
    }

    /** Writes a line of a result to standard output. */
    synchronized void result(String line) {
        clearStatus();
        out.println(line);
        out.flush();
    }

    /** Writes a line to standard error. */
    synchronized void message(String line) {
        clearStatus();
        err.println(line);
    }

    /** Shows a line on standard error, which must be a terminal, until the next one of any kind replaces it. */
    synchronized void status(String line) {
        err.print(ERASE_LINE + line);
        err.flush();
        statusShown = true;
    }

    private void clearStatus() {
        if (statusShown) {
            err.print(ERASE_LINE);
            err.flush();
            statusShown = false;
        }
    }
}
