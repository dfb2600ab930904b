package io.percept.bench;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Executable;
import io.percept.backend.Op;
import io.percept.tck.Case;
import io.percept.tck.Cases;
import io.percept.tck.Layout;
import io.percept.tck.Mode;
import io.percept.tck.Workspace;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One operation, a case of the conformance kit at the sizes of net B's first layer. The main method takes JMH's options, measures every
 * operation with every activation, loss and update rule unless {@code -p op=...} names some, and adds what the times come to:
 *
 * <pre>
 * java -cp 'bench/target/classes:bench/target/lib/*' io.percept.bench.OpBenchmark -p "op=affine 128x512x784 relu" -p threads=2
 * </pre>
 *
 * <p>An operation runs on the same operands again and again, so on a processor they lie in its caches.
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, timeUnit = TimeUnit.MILLISECONDS, time = 500)
@Measurement(iterations = 5, timeUnit = TimeUnit.MILLISECONDS, time = 500)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class OpBenchmark {
    /** So many that waiting for a device adds little to each. */
    private static final int RUNS = 16;

    private static final int BATCH = 128;
    private static final int OUT = 512;
    private static final int IN = 784;
    private static final int CLASSES = 10;

    /** A case's name. JMH needs a constant, so this one stands here, and the others come from {@link #main}. */
    @Param("affine 128x512x784 relu")
    private String op;

    @Param("1")
    private int threads;

    @Param("cpu")
    private String device;

    private Device opened;
    private Workspace workspace;
    private Executable executable;

    /** Takes JMH's options. */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        CommandLineOptions options = new CommandLineOptions(arguments);
        ChainedOptionsBuilder builder =
                new OptionsBuilder().parent(options).include("\\b" + OpBenchmark.class.getSimpleName() + "\\b");
        if (!options.getParameter("op").hasValue()) {
            builder.param("op", cases().stream().map(Case::name).toArray(String[]::new));
        }
        report(new Runner(builder.build()).run());
    }

    static List<Case> cases() {
        return Cases.ofLayer(BATCH, OUT, IN, CLASSES);
    }

    private static Case named(String name) {
        return cases().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no case is named \"" + name + "\"; there are "
                        + cases().stream().map(Case::name).toList()));
    }

    private static void report(Collection<RunResult> results) {
        System.out.printf("%n%-45s %12s %10s %10s%n", "op", "µs", "GFLOP/s", "GB/s");
        // Only shapes matter here, and the reference has no limits.
        try (Device reference = Backends.choose("reference").open(DeviceOptions.defaults())) {
            for (RunResult result : results) {
                String name = result.getParams().getParam("op");
                double microseconds = result.getPrimaryResult().getScore();
                try (Workspace shapes = new Workspace(reference, named(name), Layout.TIGHT)) {
                    Op one = shapes.ops().get(0);
                    System.out.printf(
                            Locale.ROOT,
                            "%-45s %12.3f %10.2f %10.2f%n",
                            name,
                            microseconds,
                            one.flops() / microseconds / 1e3,
                            one.bytes() / microseconds / 1e3);
                }
            }
        }
    }

    @Setup(Level.Trial)
    public void open() {
        opened = Backends.choose(device).open(DeviceOptions.defaults().withThreads(threads));
        workspace = new Workspace(opened, named(op), Layout.TIGHT);
        workspace.fill(Mode.ROUNDING);
        executable = opened.compile(workspace.ops());
    }

    @TearDown(Level.Trial)
    public void close() {
        executable.close();
        workspace.close();
        opened.close();
    }

    @Benchmark
    @OperationsPerInvocation(RUNS)
    public void run() {
        for (int run = 0; run < RUNS; run++) {
            executable.run();
        }
        opened.synchronize();
    }
}
