package io.percept.bench;

import io.percept.backend.AdamRule;
import io.percept.backend.Backends;
import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.backend.UpdateRule;
import io.percept.data.ClassTargets;
import io.percept.data.Dataset;
import io.percept.data.ImageShape;
import io.percept.data.Missing;
import io.percept.data.Preparation;
import io.percept.data.Scaling;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingSession;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

    /** The networks that speed is spoken of with. */
    public enum Net {
        A,
        B,
        C;

        private int batch() {
            return switch (this) {
                case A -> 32;
                case B -> 128;
                case C -> 512;
            };
        }

        private Network network() {
            Network.Builder builder = Network.input(784);
            switch (this) {
                case A -> builder.linear(128).relu();
                case B -> builder.linear(512).relu().linear(256).relu();
                case C -> builder.linear(2048).relu().linear(2048).relu();
            }
            return builder.linear(10).build();
        }
    }

    @Param
    private Net net;

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
        Network network = net.network();
        opened = Backends.choose(device).open(DeviceOptions.defaults().withThreads(threads));
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(optimizer.equals("sgd") ? new UpdateRule.Sgd() : new AdamRule.Adam())
                .learningRate(1e-6)
                .batchSize(net.batch())
                .build();
        Dataset data = images(STEPS * net.batch());
        session = new TrainingSession(
                opened,
                network,
                new Loss.CrossEntropy(),
                config,
                data,
                Preparation.fit(data, Missing.MEAN, Scaling.STANDARDIZE),
                InitialParameters.draw(network, Optional.empty(), 0, 1));
    }

    private static Dataset images(int rows) {
        CounterRandom random = new CounterRandom(1, 0);
        byte[] pixels = new byte[rows * 784];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt();
        }
        int[] labels = IntStream.range(0, rows).map(i -> random.nextInt(10)).toArray();
        ClassTargets targets = new ClassTargets(
                labels, IntStream.range(0, 10).mapToObj(Integer::toString).toList());
        return Dataset.ofBytes(pixels, new ImageShape(28, 28), targets);
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
