package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.data.CsvOptions;
import io.percept.data.CsvReader;
import io.percept.data.DataException;
import io.percept.data.Dataset;
import io.percept.data.Missing;
import io.percept.data.Preparation;
import io.percept.data.Scaling;
import io.percept.data.Split;
import io.percept.data.Storage;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A data set in a file, of which a block is on the device at a time, gives what the same set in memory gives, to the bit. */
class StreamingTest {
    private static final int ROWS = 1003;
    private static final int BATCH = 32;

    @TempDir
    private Path folder;

    private final Device device = Backends.choose("reference")
            .open(DeviceOptions.defaults().withOnLeak(leak -> {
                throw new AssertionError(leak);
            }));

    private Path csv;

    @BeforeEach
    void write() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("a,city,b,kind\n");
        for (int row = 0; row < ROWS; row++) {
            double a = 100 + 20 * random.nextGaussian();
            String city = random.nextInt(9) == 0 ? "" : random.nextBoolean() ? "Bonn" : "Oslo";
            String b = random.nextInt(9) == 0 ? "NA" : String.format(Locale.ROOT, "%.3f", random.nextGaussian());
            text.append(String.format(Locale.ROOT, "%.3f,%s,%s,%s%n", a, city, b, a > 105 ? "up" : "down"));
        }
        csv = Files.writeString(folder.resolve("data.csv"), text);
    }

    @AfterEach
    void close() {
        device.close();
    }

    private Dataset read(Storage storage) {
        return CsvReader.read(csv, CsvOptions.DEFAULTS.withStorage(storage.in(folder)));
    }

    /** Blocks smaller than a batch, of one batch, of some, and one that holds all. */
    @ParameterizedTest
    @ValueSource(ints = {1, BATCH, 5 * BATCH + 3, ROWS})
    void trainsToTheSameBits(int blockRows) {
        TrainingResult inMemory = train(read(Storage.inMemory()));
        TrainingResult streamed = train(read(Storage.inFile(blockRows)));

        assertThat(streamed.model().parameters()).isEqualTo(inMemory.model().parameters());
        assertThat(streamed.model().data()).isEqualTo(inMemory.model().data());
        for (int epoch = 0; epoch < inMemory.history().epochs().size(); epoch++) {
            History.Epoch expected = inMemory.history().epochs().get(epoch);
            History.Epoch found = streamed.history().epochs().get(epoch);
            assertThat(found.loss()).isEqualTo(expected.loss());
            assertThat(found.validationLoss()).isEqualTo(expected.validationLoss());
        }
    }

    private TrainingResult train(Dataset data) {
        Split parts = data.split(0.2, 3);
        Network network =
                Network.input(data.columns()).linear(5).tanh().linear(1).build();
        TrainingConfig config = TrainingConfig.builder()
                .loss(new Loss.BinaryCrossEntropy())
                .missing(Missing.MEDIAN)
                .batchSize(BATCH)
                .epochs(3)
                .build();
        return new Trainer(device, config).train(network, parts.rest(), Optional.of(parts.part()));
    }

    @Test
    void aFileHoldsWhatMemoryHolds() {
        Dataset inMemory = read(Storage.inMemory());
        Dataset stored = read(Storage.inFile(8));

        assertThat(stored.blockRows()).hasValue(8);
        assertThat(inMemory.blockRows()).isEmpty();
        assertThat(stored.features()).isEqualTo(inMemory.features());
        assertThat(stored.missing()).isEqualTo(inMemory.missing()).contains(0);
        float[] expected = new float[ROWS * inMemory.columns()];
        float[] found = expected.clone();
        inMemory.copyRows(0, ROWS, expected);
        stored.copyRows(0, ROWS, found);
        assertThat(found).isEqualTo(expected).contains(Float.NaN);
        for (Scaling scaling : Scaling.values()) {
            for (Missing missing : new Missing[] {Missing.MEAN, Missing.MEDIAN}) {
                assertThat(Preparation.fit(stored, missing, scaling))
                        .isEqualTo(Preparation.fit(inMemory, missing, scaling));
            }
        }
        Dataset part = stored.select(new int[] {7, 3, 7}).select(new int[] {2, 1});
        assertThat(part.rows()).isEqualTo(2);
        assertThat(part.feature(0, 0)).isEqualTo(inMemory.feature(7, 0));
        assertThat(part.feature(1, 0)).isEqualTo(inMemory.feature(3, 0));
    }

    /** The first rows are in memory when it turns out that there are too many; or only their features are too many. */
    @ParameterizedTest
    @ValueSource(longs = {100, 3 * 4 * ROWS})
    void movesToAFileWhenMemoryIsShort(long bytes) {
        Dataset stored = read(new Storage(bytes, folder, Storage.automatic().blockRows()));
        assertThat(stored.blockRows()).hasValue(0);
        assertThat(stored.feature(ROWS - 1, 0))
                .isEqualTo(read(Storage.inMemory()).feature(ROWS - 1, 0));
        assertThat(read(new Storage(4 * 4 * ROWS, folder, Storage.automatic().blockRows()))
                        .blockRows())
                .isEmpty();
    }

    @Test
    void filesLeaveNothingBehind() throws IOException {
        read(Storage.inFile(8));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(csv);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() {
        Path none = folder.resolve("none");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> CsvReader.read(
                        csv, CsvOptions.DEFAULTS.withStorage(Storage.inFile(8).in(none))))
                .withMessageContaining("none can be written in " + none);
    }

    /** An epoch that ends early, as on a signal, does not get into the next one's way: no row of it comes later. */
    @Test
    void anEpochMayBeGivenUp() {
        assertThat(afterInterruptedEpochs(Storage.inFile(2 * BATCH)))
                .isEqualTo(afterInterruptedEpochs(Storage.inMemory()));
    }

    /** The losses of a whole epoch and then the parameters, after epochs that were left early. */
    private double[] afterInterruptedEpochs(Storage storage) {
        Dataset data = read(storage);
        Network network = Network.input(data.columns()).linear(2).build();
        TrainingConfig config = TrainingConfig.builder().batchSize(BATCH).build();
        Preparation preparation = Preparation.fit(data, config.missing(), config.scaling());
        float[] initial = InitialParameters.draw(network, config.initializer(), config.bias(), 1);
        try (TrainingSession session =
                new TrainingSession(device, network, new Loss.CrossEntropy(), config, data, preparation, initial)) {
            for (int round = 0; round < 50; round++) {
                session.beginEpoch();
                for (int step = 0; step < round % 7; step++) {
                    session.step();
                }
            }
            session.beginEpoch();
            for (int step = 0; step < session.stepsPerEpoch(); step++) {
                session.step();
            }
            double[] losses = session.losses();
            float[] parameters = session.parameters();
            double[] all = Arrays.copyOf(losses, losses.length + parameters.length);
            for (int i = 0; i < parameters.length; i++) {
                all[losses.length + i] = parameters[i];
            }
            return all;
        }
    }
}
