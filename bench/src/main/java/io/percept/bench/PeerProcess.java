package io.percept.bench;

import io.percept.bench.peer.Training;
import io.percept.cli.bench.Product;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A peer that runs, and sleeps until it is asked. What it writes to the standard error goes to a file, which stays when it fails. */
final class PeerProcess implements AutoCloseable {
    /** Seconds for an answer: a peer that takes longer is used wrongly. */
    private static final int LIMIT = 120;

    private final PeerProgram program;
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final Path log;
    private final String version;
    private boolean failed;

    PeerProcess(PeerProgram program) throws IOException {
        this.program = program;
        this.log = Files.createTempFile("percept-peer", ".txt");
        ProcessBuilder builder = new ProcessBuilder(program.command()).redirectError(log.toFile());
        builder.environment().putAll(program.environment());
        process = builder.start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
        version = answer();
    }

    String name() {
        return program.name();
    }

    PeerProgram program() {
        return program;
    }

    /** What it has said of itself. */
    String version() {
        return version;
    }

    void prepare(Training training) throws IOException {
        ask("prepare " + training);
    }

    /** Seconds of so many steps. */
    double steps(int count) throws IOException {
        return Double.parseDouble(ask("steps " + count));
    }

    double accuracy() throws IOException {
        return Double.parseDouble(ask("accuracy"));
    }

    /** Seconds of so many products. */
    double multiply(Product product, int times) throws IOException {
        return Double.parseDouble(ask(String.join(
                " ", "gemm", product.form(), "" + product.m(), "" + product.n(), "" + product.k(), "" + times)));
    }

    /** The most memory that it has held so far, in MB. */
    double peakMegabytes() throws IOException {
        return PeakMemory.megabytes(process.pid());
    }

    private String ask(String question) throws IOException {
        questions.write(question + "\n");
        questions.flush();
        return answer();
    }

    private String answer() throws IOException {
        String line;
        try {
            line = CompletableFuture.supplyAsync(this::readLine).get(LIMIT, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            close();
            throw new IOException(name() + " has not answered within " + LIMIT + " s", e);
        } catch (ExecutionException | InterruptedException e) {
            throw new IOException("no answer of " + name(), e);
        }
        if (line == null || !line.startsWith("= ")) {
            failed = true;
            System.err.println("the messages of " + name() + " are in " + log);
            throw new IOException(name() + " answers " + line);
        }
        return line.substring(2);
    }

    private String readLine() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        if (!failed) {
            log.toFile().delete();
        }
    }
}
