package io.percept.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.backend.Regularizer;
import io.percept.backend.UpdateRule;
import io.percept.data.CsvOptions;
import io.percept.data.CsvReader;
import io.percept.data.Dataset;
import io.percept.data.Datasets;
import io.percept.data.Missing;
import io.percept.data.Preparation;
import io.percept.data.Scaling;
import io.percept.data.Split;
import io.percept.data.Storage;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import io.percept.train.Trainer;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingListener;
import io.percept.train.TrainingResult;
import io.percept.train.TrainingSession;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CpuTrainingTest {
    /** The epochs of which most must allocate nothing, and how many there may be before. */
    private static final int EPOCHS = 21;

    private static final int MOST_EPOCHS = 1000;

    private static final Network NETWORK =
            Network.input(64).linear(70).relu().linear(33).tanh().linear(10).build();

    static List<UpdateRule> rules() {
        return UpdateRule.all();
    }

    /**
     * Counted for the training thread and for the workers, over steps of both batch sizes. What a step allocates would show in each epoch. But
     * the virtual machine itself allocates some bytes when it loads a class or throws compiled code away, in an epoch here or there; and
     * vectors are objects until their loops have been compiled, which for the smaller last batch takes many epochs.
     */
    @ParameterizedTest
    @MethodSource("rules")
    void stepsAllocateNothing(UpdateRule rule) {
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(rule)
                .batchSize(50)
                .regularizer(new Regularizer(1e-5, 1e-4))
                .build();
        Dataset digits = Datasets.digits();
        try (Device device = open(2);
                TrainingSession session = session(device, config, digits)) {
            assertThat(digits.rows() % 50).as("the last batch is a smaller one").isPositive();
            assertThat(allocatedInMostEpochs(session, "percept-cpu-", 0)).isZero();
        }
    }

    /**
     * Of a data set in a file, with blocks of 100 kB: the training thread and the one that reads. Java's queues and threads make objects for
     * themselves, some hundred bytes a block.
     */
    @Test
    void blocksAreReadIntoTheSameMemory(@TempDir Path folder) throws IOException {
        StringBuilder csv = new StringBuilder();
        for (int row = 0; row < 4000; row++) {
            for (int column = 0; column < 64; column++) {
                csv.append(row * 31 % (column + 7)).append(',');
            }
            csv.append(row % 10).append('\n');
        }
        Path file = Files.writeString(folder.resolve("data.csv"), csv);
        Dataset data = CsvReader.read(file, CsvOptions.DEFAULTS.withStorage(Storage.inFile(400)));
        TrainingConfig config = TrainingConfig.builder().batchSize(50).build();
        try (Device device = open(2);
                TrainingSession session = session(device, config, data)) {
            session.beginEpoch();
            assertThat(allocatedInMostEpochs(session, "percept-", 10_000))
                    .as("of 1 MB that was read")
                    .isLessThan(10_000);
        }
    }

    private static TrainingSession session(Device device, TrainingConfig config, Dataset data) {
        return new TrainingSession(
                device,
                NETWORK,
                new Loss.CrossEntropy(),
                config,
                data,
                Preparation.fit(data, Missing.MEAN, Scaling.STANDARDIZE),
                InitialParameters.draw(NETWORK, Optional.empty(), 0, 1));
    }

    /** The median of the first epochs in a row for which it is no more than that, or of the last ones. */
    private static long allocatedInMostEpochs(TrainingSession session, String threadNames, long enough) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] ids = idsOfTrainingThreads(threadNames);
        long[] allocatedPerEpoch = new long[EPOCHS];
        int epoch = 0;
        do {
            allocatedPerEpoch[epoch++ % EPOCHS] = allocatedInAnEpoch(session, threads, ids);
        } while (epoch < EPOCHS || (median(allocatedPerEpoch) > enough && epoch < MOST_EPOCHS));
        return median(allocatedPerEpoch);
    }

    private static long allocatedInAnEpoch(TrainingSession session, ThreadMXBean threads, long[] ids) {
        session.beginEpoch();
        long before = allocated(threads, ids);
        for (int step = 0; step < session.stepsPerEpoch(); step++) {
            session.step();
        }
        long after = allocated(threads, ids);
        // Asking allocates the answer, always as much: what two questions in a row show is not the steps' doing.
        long asking = allocated(threads, ids) - after;
        return after - before - asking;
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long[] idsOfTrainingThreads(String prefix) {
        LongStream workers = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .mapToLong(Thread::getId);
        long[] ids = LongStream.concat(LongStream.of(Thread.currentThread().getId()), workers)
                .toArray();
        assertThat(ids).as("this thread and a worker").hasSizeGreaterThan(1);
        return ids;
    }

    private static long allocated(ThreadMXBean threads, long[] ids) {
        return LongStream.of(threads.getThreadAllocatedBytes(ids)).sum();
    }

    @Test
    void runsAndThreadCountsGiveTheSameModelFiles(@TempDir Path folder) throws IOException {
        byte[] first = train(1, 7, folder.resolve("first"));
        assertThat(train(1, 7, folder.resolve("again"))).isEqualTo(first);
        assertThat(train(2, 7, folder.resolve("two"))).isEqualTo(first);
        assertThat(train(5, 7, folder.resolve("five"))).isEqualTo(first);
        assertThat(train(2, 8, folder.resolve("another seed"))).isNotEqualTo(first);
    }

    private static byte[] train(int threads, long seed, Path file) throws IOException {
        Split split = Datasets.digits().split(0.1, seed);
        // Wide enough that every kernel is cut into several chunks.
        Network network = Network.input(64).linear(300).relu().linear(10).build();
        TrainingConfig config =
                TrainingConfig.builder().epochs(2).batchSize(200).seed(seed).build();
        try (Device device = open(threads)) {
            new Trainer(device, config)
                    .train(network, split.rest(), Optional.of(split.part()))
                    .model()
                    .save(file);
        }
        return Files.readAllBytes(file);
    }

    @Test
    void aStoppedTrainingKeepsItsSteps() {
        Dataset digits = Datasets.digits();
        Trainer[] trainer = new Trainer[1];
        TrainingListener stopper = new TrainingListener() {
            @Override
            public void stepped(int epoch, int step) {
                if (epoch == 2 && step == 3) {
                    trainer[0].requestStop();
                }
            }
        };
        try (Device device = open(2)) {
            TrainingConfig config = TrainingConfig.builder().epochs(50).build();
            trainer[0] = new Trainer(device, config, stopper);
            TrainingResult result = trainer[0].train(NETWORK, digits);
            assertThat(result.outcome()).isEqualTo(new TrainingResult.Cancelled());
            assertThat(result.history().epochs()).hasSize(1);

            Trainer oneEpoch =
                    new Trainer(device, TrainingConfig.builder().epochs(1).build());
            assertThat(Arrays.equals(
                            oneEpoch.train(NETWORK, digits).model().parameters(),
                            result.model().parameters()))
                    .as("the three steps of the second epoch are kept")
                    .isFalse();
        }
    }

    private static Device open(int threads) {
        return new CpuProvider()
                .open(
                        ((BackendProvider.Available) new CpuProvider().probe())
                                .devices()
                                .get(0),
                        DeviceOptions.defaults().withThreads(threads).withOnLeak(leak -> {
                            throw new AssertionError(leak);
                        }));
    }
}
