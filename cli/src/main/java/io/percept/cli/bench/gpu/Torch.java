package io.percept.cli.bench.gpu;

import io.percept.backend.Precision;
import io.percept.cli.bench.Product;
import io.percept.cli.bench.StepWork;
import io.percept.json.JsonException;
import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * PyTorch, in a process of its own that answers each line of JSON with one, and sleeps until it is asked. The script torch_side.py says
 * what it understands.
 */
public final class Torch implements AutoCloseable {
    /** What is missing where there is no PyTorch. */
    public static final String WHAT = "PyTorch and cuBLAS";

    private static final String SCRIPT = "torch_side.py";

    /** Seconds for an answer: the first torch.compile on a machine takes a minute or two. */
    private static final long LIMIT = 240;

    /** So many seconds there are for an answer even at the end of the time. */
    private static final long LEAST_LIMIT = 20;

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final Path folder;
    private final JsonObject hello;
    private DoubleSupplier left = () -> LIMIT;

    private Torch(String interpreter, String device, Path folder) throws IOException {
        this.folder = folder;
        Path script = folder.resolve(SCRIPT);
        try (InputStream in = Torch.class.getResourceAsStream(SCRIPT)) {
            Files.write(script, in.readAllBytes());
        }
        ProcessBuilder builder =
                new ProcessBuilder(interpreter, "-B", script.toString(), device).redirectError(log().toFile());
        // What the start scripts preload is Java's library for signals, which Python has no use for.
        builder.environment().remove("LD_PRELOAD");
        process = builder.start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
        hello = answer();
    }

    /**
     * PyTorch of the first interpreter that has it.
     *
     * @param device "cuda" or "cpu"
     * @param whyNot told, where none has it, or not that device
     */
    public static Optional<Torch> find(List<String> interpreters, String device, Consumer<String> whyNot) {
        List<String> reasons = new ArrayList<>();
        for (String interpreter : interpreters) {
            try {
                return Optional.of(start(interpreter, device));
            } catch (IOException | NotMeasured e) {
                reasons.add(interpreter + ": " + e.getMessage());
            }
        }
        whyNot.accept(String.join("; ", reasons));
        return Optional.empty();
    }

    private static Torch start(String interpreter, String device) throws IOException {
        Path folder = Files.createTempDirectory("percept-torch");
        try {
            return new Torch(interpreter, device, folder);
        } catch (IOException | NotMeasured e) {
            delete(folder);
            throw e;
        }
    }

    /** What it is: versions and the device. */
    public String description() {
        return "PyTorch " + hello.string("torch") + (hello.has("cuda") ? " with CUDA " + hello.string("cuda") : "")
                + " on " + hello.string("device") + ", Python " + hello.string("python");
    }

    /** From now on an answer must not take longer than so many seconds, which are left of the time. */
    void mindTheTime(DoubleSupplier secondsLeft) {
        left = secondsLeft;
    }

    /** A workload that PyTorch holds ready, until it is closed. */
    final class Work implements Turns.Contestant, AutoCloseable {
        private final int number;
        private final double least;

        private Work(JsonObject question, double least) {
            this.number = ask(question).integer("work");
            this.least = least;
        }

        @Override
        public double seconds() {
            return ask(about("time").put("least", least).build()).number("seconds");
        }

        /** The relative Frobenius error of a product against float64. */
        double error() {
            return ask(about("error").build()).number("error");
        }

        private JsonObjectBuilder about(String question) {
            return JsonObject.builder().put("do", question).put("work", number);
        }

        @Override
        public void close() {
            if (process.isAlive()) {
                ask(about("free").build());
            }
        }
    }

    /**
     * A product by cuBLAS, through torch.matmul.
     *
     * @param least seconds of a repetition
     */
    Work product(Product product, Precision precision, double least) {
        return warm(
                JsonObject.builder()
                        .put("do", "product")
                        .put("form", product.form())
                        .putIntegers("sizes", product.m(), product.n(), product.k())
                        .put("precision", precision.label())
                        .build(),
                least);
    }

    /** A training step. */
    Work step(StepWork step, TorchMode mode, Precision precision, double least) {
        return warm(
                JsonObject.builder()
                        .put("do", "step")
                        .putIntegers(
                                "widths",
                                step.net().widths().stream()
                                        .mapToInt(Integer::intValue)
                                        .toArray())
                        .put("batch", step.net().batchSize())
                        .put("steps", step.steps())
                        .put("optimizer", step.rule().name())
                        .put("mode", mode.key())
                        .put("precision", precision.label())
                        .build(),
                least);
    }

    /** Runs it once: what fails does so here, and not while others are measured. */
    private Work warm(JsonObject question, double least) {
        Work work = new Work(question, least);
        try {
            work.seconds();
            return work;
        } catch (NotMeasured e) {
            work.close();
            throw e;
        }
    }

    private JsonObject ask(JsonObject question) {
        try {
            questions.write(question + "\n");
            questions.flush();
        } catch (IOException e) {
            throw new NotMeasured(ended(), e);
        }
        return answer();
    }

    private JsonObject answer() {
        String line;
        long limit = Math.max(LEAST_LIMIT, Math.min(LIMIT, (long) left.getAsDouble()));
        try {
            line = CompletableFuture.supplyAsync(this::readLine).get(limit, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new NotMeasured("PyTorch has not answered within " + limit + " s", e);
        } catch (ExecutionException | InterruptedException e) {
            process.destroyForcibly();
            throw new NotMeasured("PyTorch's answer cannot be read: " + e.getMessage(), e);
        }
        if (line.isEmpty()) {
            throw new NotMeasured(ended());
        }
        try {
            JsonObject answer = JsonObject.parse(line);
            if (answer.has("failure")) {
                throw new NotMeasured(answer.string("failure"));
            }
            return answer;
        } catch (JsonException e) {
            throw new NotMeasured("PyTorch's side says \"" + line + "\"", e);
        }
    }

    /** The next answer; empty at the end. */
    private String readLine() {
        try {
            String line = answers.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }

    /** Why there is nobody to answer: the last thing that was said. */
    private String ended() {
        process.destroyForcibly();
        try {
            List<String> lines = Files.readAllLines(log());
            return "PyTorch's process has ended" + (lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1));
        } catch (IOException e) {
            return "PyTorch's process has ended";
        }
    }

    private Path log() {
        return folder.resolve("messages.txt");
    }

    private static void delete(Path folder) {
        for (String name : List.of(SCRIPT, "messages.txt", "")) {
            folder.resolve(name).toFile().delete();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        delete(folder);
    }
}
