package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.Backends;
import io.percept.backend.Clipping;
import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Executable.Launch;
import io.percept.backend.Loss;
import io.percept.backend.Regularizer;
import io.percept.backend.UpdateRule;
import io.percept.data.ClassTargets;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradients that are added up from parts of batches are those of the batches. */
class MicroBatchTest {
    private static final int ROWS = 26;
    private static final Network NETWORK =
            Network.input(3).linear(5).tanh().linear(3).build();

    private final Device device = Backends.choose("reference").open(DeviceOptions.defaults());

    @AfterEach
    void close() {
        device.close();
    }

    private static Dataset data() {
        CounterRandom random = new CounterRandom(3, 4);
        float[] features = new float[ROWS * 3];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        int[] labels = IntStream.range(0, ROWS).map(i -> random.nextInt(3)).toArray();
        return Dataset.ofFloats(features, List.of("a", "b", "c"), new ClassTargets(labels, List.of("x", "y", "z")));
    }

    /** What two epochs lead to. */
    private record Course(List<Double> parameters, List<Double> gradients, List<Double> losses, double loss) {}

    private Course train(Network network, int batchSize, int microBatch) {
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(new UpdateRule.Momentum())
                .learningRate(0.1)
                .regularizer(new Regularizer(0.01, 0.01))
                .clipping(Clipping.byNorm(0.2))
                .batchSize(batchSize)
                .microBatch(microBatch)
                .epochs(2)
                .build();
        float[] initial = InitialParameters.draw(network, Optional.empty(), 0.1, 5);
        try (TrainingSession session = new TrainingSession(
                device, network, new Loss.CrossEntropy(), config, data(), Preparation.none(3), initial)) {
            for (int epoch = 0; epoch < 2; epoch++) {
                session.beginEpoch();
                for (int step = 0; step < session.stepsPerEpoch(); step++) {
                    session.step();
                }
            }
            return new Course(
                    list(session.parametersInDouble()),
                    list(session.gradientsInDouble()),
                    list(session.losses()),
                    session.loss());
        }
    }

    /**
     * Whole parts, single rows, a last batch of 2 rows in one part, one of 26 - 24 = 2 in parts of 1, and all rows at once in parts of 7 and
     * a rest of 5. The sums of at most 26 terms below 1 differ by at most 26 · 2⁻⁵² each; a factor of 100 is for what 14 steps make of it.
     */
    @ParameterizedTest
    @CsvSource({"12, 4", "12, 6", "4, 1", "8, 4", "26, 13", "2147483647, 7", "12, 12", "12, 100"})
    void resultsAreThoseOfWholeBatches(int batchSize, int microBatch) {
        Course whole = train(NETWORK, batchSize, TrainingConfig.FULL_BATCH);
        Course parts = train(NETWORK, batchSize, microBatch);
        double bound = 100 * 26 * 0x1p-52;
        assertClose(parts.losses(), whole.losses(), bound);
        assertClose(parts.gradients(), whole.gradients(), bound);
        assertClose(parts.parameters(), whole.parameters(), bound);
        assertThat(parts.loss()).isCloseTo(whole.loss(), within(bound));
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static void assertClose(List<Double> values, List<Double> expected, double bound) {
        assertThat(values).hasSameSizeAs(expected);
        for (int i = 0; i < values.size(); i++) {
            assertThat(values.get(i)).as("element %d", i).isCloseTo(expected.get(i), within(bound));
        }
    }

    @Test
    void stepsRunEachPartAndThenTheUpdate() {
        TrainingConfig config =
                TrainingConfig.builder().batchSize(12).microBatch(4).build();
        float[] initial = InitialParameters.draw(NETWORK, Optional.empty(), 0, 5);
        try (TrainingSession session = new TrainingSession(
                device, NETWORK, new Loss.CrossEntropy(), config, data(), Preparation.none(3), initial)) {
            assertThat(session.describe()).extracting(Launch::kernel).containsOnlyOnce("Update", "Fill");
            assertThat(session.describe().stream()
                            .filter(launch -> launch.kernel().equals("LossGradient")))
                    .hasSize(3);
        }
    }

    @Test
    void batchNormalisationNeedsTheWholeBatch() {
        Network network =
                Network.input(3).linear(4).batchNorm().relu().linear(3).build();
        assertThatThrownBy(() -> train(network, 12, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("batch normalisation looks at a batch as a whole");
    }

    @Test
    void partsMustDivideTheBatch() {
        TrainingConfig.Builder config = TrainingConfig.builder().batchSize(12);
        assertThatThrownBy(() -> config.microBatch(5).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the batch size of 12 is no multiple of the micro-batch of 5; take a micro-batch that divides it");
        assertThatThrownBy(() -> config.microBatch(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the micro-batch is 0; it must be at least 1");
    }
}
