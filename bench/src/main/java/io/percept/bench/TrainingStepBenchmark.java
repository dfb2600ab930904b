package io.percept.bench;

import io.percept.backend.AdamRule;
import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.UpdateRule;
import io.percept.cli.bench.StandardNet;
import io.percept.train.TrainingSession;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** An epoch of {@value #STEPS} whole training steps (gather, forward, loss, backward, update) on images of random pixels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TrainingStepBenchmark {
    private static final int STEPS = 8;

    @Param({"A", "B", "C"})
    private StandardNet net;

    @Param({"1", "2"})
    private int threads;

    @Param({"sgd", "adam"})
    private String optimizer;

    @Param("cpu")
    private String device;

    private Device opened;
    private TrainingSession session;

    @Setup(Level.Trial)
    public void open() {
        opened = Backends.choose(device).open(DeviceOptions.defaults().withThreads(threads));
        UpdateRule rule = optimizer.equals("sgd") ? new UpdateRule.Sgd() : new AdamRule.Adam();
        session = net.session(opened, rule, STEPS);
    }

    @TearDown(Level.Trial)
    public void close() {
        session.close();
        opened.close();
    }

    @Benchmark
    public double epoch() {
        session.beginEpoch();
        for (int step = 0; step < STEPS; step++) {
            session.step();
        }
        return session.loss();
    }
}
