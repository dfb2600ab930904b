package io.percept.bench;

import io.percept.cli.bench.Product;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** OpenBLAS in a process of its own, built from {@code openblas.c} with gcc when it starts. */
final class OpenBlas implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final String version;

    OpenBlas(int threads) throws IOException {
        Path folder = Files.createTempDirectory("percept-bench");
        Path source = folder.resolve("openblas.c");
        Path program = folder.resolve("openblas");
        try (InputStream in = OpenBlas.class.getResourceAsStream("openblas.c")) {
            Files.copy(in, source);
        }
        build(List.of("gcc", "-O2", "-o", program.toString(), source.toString(), "-ldl"));
        process = new ProcessBuilder(program.toString(), String.valueOf(threads))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
        version = answer();
    }

    private static void build(List<String> command) throws IOException {
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException("gcc cannot build the program that calls OpenBLAS; its messages are above");
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted while gcc ran", e);
        }
    }

    /** As the library states it, with the kernels that it has picked. */
    String version() {
        return version;
    }

    /** Seconds of a run of C (m x n) = op(A) op(B), from so many in a row. */
    double seconds(Product product, int runs) throws IOException {
        questions.write(String.format(
                "%d %d %d %d %d %d%n",
                product.form().equals("TN") ? 1 : 0,
                product.form().equals("NT") ? 1 : 0,
                product.m(),
                product.n(),
                product.k(),
                runs));
        questions.flush();
        return Double.parseDouble(answer());
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("OpenBLAS cannot be measured; install libopenblas0-pthread");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
    }
}
