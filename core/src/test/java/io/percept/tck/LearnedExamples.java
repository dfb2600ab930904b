package io.percept.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.AdamRule;
import io.percept.backend.BackendProvider;
import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Dropout;
import io.percept.backend.Loss;
import io.percept.backend.UpdateRule;
import io.percept.data.ClassTargets;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.model.DataDescription;
import io.percept.model.Model;
import io.percept.model.Predictor;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import io.percept.nn.Parameter;
import io.percept.nn.ParameterLayout;
import io.percept.train.Evaluator;
import io.percept.train.Schedule;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingSession;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small trainings on a backend whose outcome is known. */
public abstract class LearnedExamples {
    private static final TrainingConfig FULL_BATCH = TrainingConfig.builder()
            .optimizer(new AdamRule.Adam())
            .learningRate(0.01)
            .batchSize(TrainingConfig.FULL_BATCH)
            .schedule(new Schedule.Constant())
            .shuffle(false)
            .build();

    private Device device;

    /** The backend to train on. */
    protected abstract BackendProvider provider();

    @BeforeEach
    void open() {
        BackendProvider provider = provider();
        BackendProvider.Available available = (BackendProvider.Available) provider.probe();
        device = provider.open(available.devices().get(0), DeviceOptions.defaults());
    }

    @AfterEach
    void close() {
        device.close();
    }

    /** Example 12, by construction: with s ones among the inputs, Σ ±2 ReLU(s - k) is a zigzag between even and odd s. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8})
    void parityIsAZigzagOfAsManyUnitsAsBits(int bits) {
        Network network = Network.input(bits).linear(bits).relu().linear(1).build();
        float[] parameters = new float[new ParameterLayout(network.parameters()).size()];
        ParameterLayout layout = new ParameterLayout(network.parameters());
        List<Parameter> all = network.parameters();
        for (int k = 0; k < bits; k++) {
            int from = layout.offset(all.get(0)) + k * bits;
            Arrays.fill(parameters, from, from + bits, 1);
            parameters[layout.offset(all.get(1)) + k] = -k;
            parameters[layout.offset(all.get(2)) + k] = k == 0 ? 1 : k % 2 == 0 ? 2 : -2;
        }
        float[] x = new float[bits * (1 << bits)];
        float[] parity = new float[1 << bits];
        for (int i = 0; i < parity.length; i++) {
            for (int bit = 0; bit < bits; bit++) {
                x[i * bits + bit] = i >> bit & 1;
            }
            parity[i] = Integer.bitCount(i) & 1;
        }
        Dataset data = Dataset.ofFloats(x, names(bits), new RealTargets(parity, List.of("parity")));
        assertThat(predict(network, parameters, data)).containsExactly(parity);
    }

    /** Example 12, by training: a network as wide as a few times the bits learns every row. */
    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7, 8})
    void parityIsLearned(int bits) {
        float[] x = new float[bits * (1 << bits)];
        int[] parity = new int[1 << bits];
        for (int i = 0; i < parity.length; i++) {
            for (int bit = 0; bit < bits; bit++) {
                x[i * bits + bit] = (i >> bit & 1) == 0 ? -1 : 1;
            }
            parity[i] = Integer.bitCount(i) & 1;
        }
        Dataset data = Dataset.ofFloats(x, names(bits), new ClassTargets(parity, List.of("even", "odd")));
        Network network = Network.input(bits)
                .linear(4 * bits)
                .relu()
                .linear(4 * bits)
                .relu()
                .linear(2)
                .build();
        Preparation raw = Preparation.none(data.columns());
        Loss loss = new Loss.CrossEntropy();
        float[] initial = InitialParameters.draw(network, Optional.empty(), 0, 1);
        try (TrainingSession session = new TrainingSession(device, network, loss, FULL_BATCH, data, raw, initial)) {
            for (int step = 0; step < 1000 && !(session.loss() < 0.01); step++) { // It takes 70 to 200.
                session.beginEpoch();
                session.step();
            }
            Model model = new Model(network, loss, DataDescription.of(data, raw), session.parameters());
            assertThat(Evaluator.evaluate(device, model, data).accuracy()).hasValue(1);
        }
    }

    /** A weight's gradient is 0 when its input or its output is dropped, which shows the masks of two layers. */
    @Test
    void theSeedDecidesWhatIsDropped() {
        int inputs = 97;
        int hidden = 31;
        double probability = 0.4;
        Network network = Network.input(inputs)
                .dropout(probability)
                .linear(hidden)
                .dropout(probability)
                .linear(1)
                .build();
        float[] x = new float[3 * inputs];
        Arrays.fill(x, 1);
        Dataset data = Dataset.ofFloats(x, names(inputs), new RealTargets(new float[] {9, 9, 9}, List.of("t")));
        long seed = 0x0123_4567_89ab_cdefL;
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(new UpdateRule.Sgd())
                .learningRate(1e-6)
                .batchSize(1)
                .schedule(new Schedule.Constant())
                .seed(seed)
                .shuffle(false)
                .build();
        float[] initial = InitialParameters.draw(network, Optional.empty(), 0, 1);
        ParameterLayout layout = new ParameterLayout(network.parameters());
        int weights = layout.offset(network.parameters().get(0));
        try (TrainingSession session = new TrainingSession(
                device, network, new Loss.MeanSquaredError(), config, data, Preparation.none(inputs), initial)) {
            for (int step = 0; step < 6; step++) {
                if (step % session.stepsPerEpoch() == 0) {
                    session.beginEpoch();
                }
                session.step();
                double[] gradients = session.gradientsInDouble();
                boolean[] in = kept(seed, 0, step, probability, inputs);
                boolean[] out = kept(seed, 1, step, probability, hidden);
                for (int i = 0; i < hidden * inputs; i++) {
                    assertThat(gradients[weights + i] != 0)
                            .as("step %d, weight %d", step, i)
                            .isEqualTo(out[i / inputs] && in[i % inputs]);
                }
            }
        }
    }

    private static boolean[] kept(long seed, int layer, int step, double probability, int columns) {
        boolean[] kept = new boolean[columns];
        for (int j = 0; j < columns; j++) {
            long word = Integer.toUnsignedLong(CounterRandom.wordAt(seed, Dropout.stream(layer, step), j));
            kept[j] = word * 0x1p-32 >= probability;
        }
        return kept;
    }

    private float[] predict(Network network, float[] parameters, Dataset data) {
        Preparation raw = Preparation.none(data.columns());
        Model model = new Model(network, new Loss.MeanSquaredError(), DataDescription.of(data, raw), parameters);
        float[] outputs = new float[data.rows() * network.outputs()];
        try (Predictor predictor = new Predictor(device, model, data.rows())) {
            predictor.predict(data.floats(), data.rows(), outputs);
        }
        return outputs;
    }

    static List<String> names(int columns) {
        return IntStream.range(0, columns).mapToObj(i -> "x" + i).toList();
    }
}
