package io.percept.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.Activation;
import io.percept.backend.BackendProvider;
import io.percept.backend.CounterRandom;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.backend.OutputLoss;
import io.percept.backend.UpdateRule;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.model.DataDescription;
import io.percept.model.Model;
import io.percept.model.Predictor;
import io.percept.nn.Network;
import io.percept.nn.Parameter;
import io.percept.nn.ParameterLayout;
import io.percept.train.Schedule;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingSession;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link WorkedExamples} of threshold units: what they compute with weights chosen by hand, and what they learn by themselves. */
public abstract class ThresholdExamples {
    /** (0, 0), (0, 1), (1, 0), (1, 1). */
    private static final float[] CORNERS = {0, 0, 0, 1, 1, 0, 1, 1};

    private Device device;

    /** The backend to compute on. */
    protected abstract BackendProvider provider();

    @BeforeEach
    void open() {
        BackendProvider.Available available =
                (BackendProvider.Available) provider().probe();
        device = provider().open(available.devices().get(0), DeviceOptions.defaults());
    }

    @AfterEach
    void close() {
        device.close();
    }

    /** Example 3: h₁ fires when at least one input is 1, h₂ when both are; the output when h₁ and not h₂. */
    @Test
    void xorWithThresholds() {
        Map<String, float[]> weights = Map.of(
                "0.weight", new float[] {1, 1, 1, 1},
                "0.bias", new float[] {-0.5f, -1.5f},
                "2.weight", new float[] {1, -1},
                "2.bias", new float[] {-0.5f});
        assertThat(outputs(thresholds(2, 2, 1), weights, CORNERS)).containsExactly(0, 1, 1, 0);
    }

    /** Example 4: XNOR; the first hidden unit's sum is below 0 for three corners, the second's 0 for two, which does not fire. */
    @Test
    void xnorWithThresholds() {
        Map<String, float[]> weights = Map.of(
                "0.weight", new float[] {0.2f, 0.2f, -0.2f, -0.2f},
                "0.bias", new float[] {-0.3f, 0.2f},
                "2.weight", new float[] {0.2f, 0.2f},
                "2.bias", new float[] {-0.1f});
        Network hidden = Network.input(2)
                .linear(2)
                .activation(new Activation.Threshold())
                .build();
        assertThat(outputs(hidden, weights, CORNERS)).containsExactly(0, 1, 0, 0, 0, 0, 1, 0);
        assertThat(outputs(thresholds(2, 2, 1), weights, CORNERS)).containsExactly(1, 0, 0, 1);
    }

    /** Example 11: for D inputs in {-1, +1}, 2^D threshold units of weights ±1 and bias ½ - D each recognise one input. */
    @ParameterizedTest
    @CsvSource({"1", "3", "6"})
    void everyInputHasAUnitThatRecognisesIt(int inputs) {
        int units = 1 << inputs;
        float[] patterns = new float[units * inputs];
        for (int unit = 0; unit < units; unit++) {
            for (int j = 0; j < inputs; j++) {
                patterns[unit * inputs + j] = bit(unit, j) == 1 ? 1 : -1;
            }
        }
        float[] biases = new float[units];
        Arrays.fill(biases, 0.5f - inputs);
        Network network = Network.input(inputs)
                .linear(units)
                .activation(new Activation.Threshold())
                .build();
        float[] recognised = outputs(network, Map.of("0.weight", patterns, "0.bias", biases), patterns);
        for (int i = 0; i < recognised.length; i++) {
            assertThat(recognised[i]).isEqualTo(i / units == i % units ? 1 : 0);
        }
    }

    /** Example 5: single units learn what a line or a plane separates, from weights of 0. */
    @ParameterizedTest
    @CsvSource({"AND, 2, 2, 2", "OR, 2, 1, 2", "NOT, 1, 0, 0", "majority, 3, 2, 3", "majority, 5, 3, 5"})
    void aUnitLearns(String function, int inputs, int leastOnes, int mostOnes) {
        float[] corners = new float[inputs * (1 << inputs)];
        float[] targets = new float[1 << inputs];
        for (int row = 0; row < targets.length; row++) {
            for (int j = 0; j < inputs; j++) {
                corners[row * inputs + j] = bit(row, j);
            }
            int ones = Integer.bitCount(row);
            targets[row] = ones >= leastOnes && ones <= mostOnes ? 1 : 0;
        }
        Learned learned = learn(data(corners, inputs, targets), 100);
        assertThat(learned.converged()).as(function).isTrue();
        assertThat(outputs(thresholds(inputs, 1), learned.weights(), corners))
                .as(function)
                .containsExactly(targets);
    }

    /** Example 5, and A. Novikoff's bound (1962): at most (R / γ)² mistakes, R being the longest row's length and γ the margin. */
    @ParameterizedTest
    @CsvSource({"1, 2", "2, 5", "3, 20"})
    void theRuleConvergesOnWhatIsSeparable(long seed, int inputs) {
        int rows = 40;
        CounterRandom random = new CounterRandom(seed, 0);
        double[] normal = new double[inputs + 1]; // Its last element is the bias, whose input is 1.
        Arrays.setAll(normal, j -> random.nextGaussian());
        double length = Math.sqrt(Arrays.stream(normal).map(w -> w * w).sum());
        float[] x = new float[rows * inputs];
        float[] t = new float[rows];
        double margin = Double.POSITIVE_INFINITY;
        double longest = 0;
        for (int row = 0; row < rows; row++) {
            double distance = normal[inputs] / length;
            double square = 1;
            for (int j = 0; j < inputs; j++) {
                x[row * inputs + j] = Math.round(4 * random.nextGaussian()); // So that sums are exact.
                distance += x[row * inputs + j] * normal[j] / length;
                square += x[row * inputs + j] * x[row * inputs + j];
            }
            t[row] = distance > 0 ? 1 : 0;
            margin = Math.min(margin, Math.abs(distance));
            longest = Math.max(longest, square);
        }
        double bound = longest / (margin * margin);
        Learned learned = learn(data(x, inputs, t), 100_000 / rows);
        assertThat(learned.converged()).isTrue();
        assertThat((double) learned.mistakes()).isBetween(1.0, bound);
        assertThat(outputs(thresholds(inputs, 1), learned.weights(), x)).containsExactly(t);
    }

    /** Example 5: no line separates XOR, and the rule goes on for ever. */
    @Test
    void theRuleDoesNotConvergeOnXor() {
        assertThat(learn(data(CORNERS, 2, new float[] {0, 1, 1, 0}), 200).converged())
                .isFalse();
    }

    /**
     * What the perceptron learning rule found.
     *
     * @param converged whether it went through all rows without a mistake
     * @param mistakes how many it made until then
     */
    private record Learned(boolean converged, int mistakes, Map<String, float[]> weights) {}

    /** Goes through the rows one by one, over and over, until there is nothing left to correct. */
    private Learned learn(Dataset data, int epochs) {
        Network unit = Network.input(data.columns()).linear(1).build();
        ParameterLayout layout = new ParameterLayout(unit.parameters());
        TrainingConfig config = TrainingConfig.builder()
                .optimizer(new UpdateRule.Sgd())
                .learningRate(1)
                .batchSize(1)
                .schedule(new Schedule.Constant())
                .shuffle(false)
                .build();
        try (TrainingSession session = new TrainingSession(
                device,
                unit,
                new OutputLoss.Perceptron(),
                config,
                data,
                Preparation.none(data.columns()),
                new float[layout.size()])) {
            int mistakes = 0;
            for (int epoch = 0; epoch < epochs; epoch++) {
                int before = mistakes;
                session.beginEpoch();
                for (int row = 0; row < data.rows(); row++) {
                    float[] weights = session.parameters();
                    session.step();
                    mistakes += Arrays.equals(weights, session.parameters()) ? 0 : 1;
                }
                if (mistakes == before) {
                    return new Learned(true, mistakes, weights(layout, session.parameters()));
                }
            }
            return new Learned(false, mistakes, Map.of());
        }
    }

    private static Map<String, float[]> weights(ParameterLayout layout, float[] values) {
        Parameter weight = layout.parameters().get(0);
        Parameter bias = layout.parameters().get(1);
        int from = layout.offset(weight);
        return Map.of(weight.name(), Arrays.copyOfRange(values, from, from + weight.size()), bias.name(), new float[] {
            values[layout.offset(bias)]
        });
    }

    /** Layers of threshold units of these widths. */
    private static Network thresholds(int inputs, int... widths) {
        Network.Builder builder = Network.input(inputs);
        for (int width : widths) {
            builder.linear(width).activation(new Activation.Threshold());
        }
        return builder.build();
    }

    private static Dataset data(float[] x, int inputs, float[] t) {
        return Dataset.ofFloats(x, names("x", inputs), new RealTargets(t, names("t", t.length * inputs / x.length)));
    }

    private float[] outputs(Network network, Map<String, float[]> weights, float[] x) {
        ParameterLayout layout = new ParameterLayout(network.parameters());
        float[] parameters = new float[layout.size()];
        for (Parameter parameter : layout.parameters()) {
            float[] values = weights.get(parameter.name());
            System.arraycopy(values, 0, parameters, layout.offset(parameter), values.length);
        }
        int rows = x.length / network.inputs();
        float[] outputs = new float[rows * network.outputs()];
        Dataset data = data(x, network.inputs(), outputs);
        DataDescription description = DataDescription.of(data, Preparation.none(network.inputs()));
        Model model = new Model(network, new Loss.MeanSquaredError(), description, parameters);
        try (Predictor predictor = new Predictor(device, model, rows)) {
            predictor.predict(x, rows, outputs);
        }
        return outputs;
    }

    private static int bit(int number, int place) {
        return (number >> place) & 1;
    }

    private static List<String> names(String prefix, int n) {
        return IntStream.range(0, n).mapToObj(i -> prefix + i).toList();
    }
}
