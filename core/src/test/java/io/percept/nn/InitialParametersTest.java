package io.percept.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.CounterRandom;
import io.percept.backend.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialParametersTest {
    private static final Network NETWORK =
            Network.input(200).linear(150).relu().linear(100).tanh().linear(3).build();

    @Test
    void theActivationDecidesUnlessSomebodyElseDoes() {
        // 30,000 and 15,000 samples: the variance's relative standard error is at most sqrt(2 / n) = 1.2 %; five of
        // them.
        List<float[]> suiting = weights(Optional.empty());
        assertThat(variance(suiting.get(0))).isCloseTo(2.0 / 200, within(0.06 * 2 / 200));
        assertThat(variance(suiting.get(1))).isCloseTo(2.0 / 250, within(0.06 * 2 / 250));

        List<float[]> he = weights(Optional.of(new IndependentInitializer.He()));
        assertThat(variance(he.get(1))).isCloseTo(2.0 / 150, within(0.06 * 2 / 150));

        List<float[]> uniform = weights(Optional.of(new IndependentInitializer.Uniform(0.25)));
        assertThat(variance(uniform.get(0))).isCloseTo(0.25 * 0.25 / 3, within(0.06 * 0.25 * 0.25 / 3));
        for (float weight : uniform.get(0)) {
            assertThat(weight).isBetween(-0.25f, 0.25f);
        }
    }

    @Test
    void biasesAreTheGivenConstantAndGapsAreZero() {
        ParameterLayout layout = new ParameterLayout(NETWORK.parameters());
        float[] values = InitialParameters.draw(NETWORK, Optional.empty(), 0.1, 1);
        boolean[] owned = new boolean[values.length];
        for (Parameter parameter : layout.parameters()) {
            int from = layout.offset(parameter);
            Arrays.fill(owned, from, from + parameter.size(), true);
            if (parameter.kind() == Parameter.Kind.BIAS) {
                assertThat(Arrays.copyOfRange(values, from, from + parameter.size()))
                        .containsOnly(0.1f);
            }
        }
        assertThat(IntStream.range(0, values.length).filter(i -> !owned[i])).allMatch(i -> values[i] == 0);
    }

    @Test
    void theSeedDecidesEverything() {
        assertThat(InitialParameters.draw(NETWORK, Optional.empty(), 0, 1))
                .isEqualTo(InitialParameters.draw(NETWORK, Optional.empty(), 0, 1))
                .isNotEqualTo(InitialParameters.draw(NETWORK, Optional.empty(), 0, 2));
    }

    @Test
    void layersDoNotStartAlike() {
        Network twins = Network.input(4).linear(4).relu().linear(4).build();
        ParameterLayout layout = new ParameterLayout(twins.parameters());
        float[] values = InitialParameters.draw(twins, Optional.of(new IndependentInitializer.He()), 0, 1);
        int second = layout.offset(twins.parameters().get(2));
        assertThat(Arrays.copyOfRange(values, 0, 16)).isNotEqualTo(Arrays.copyOfRange(values, second, second + 16));
    }

    @Test
    void aRangeMustBePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new IndependentInitializer.Uniform(0));
    }

    /**
     * 15,000 weights each, with 200 inputs and 75 outputs. The variance of v² relative to v's variance is 2 for normal and 4/5 for uniform
     * numbers, so its standard error is at most 1.2 %; the mean's is √(v / 15,000). Five of each.
     */
    @ParameterizedTest
    @CsvSource({
        "he, 0.01, false",
        "he-uniform, 0.01, true",
        "xavier, 0.00727272727, true",
        "xavier-normal, 0.00727272727, false",
        "lecun, 0.005, false",
        "lecun-uniform, 0.005, true",
        "uniform:0.3, 0.03, true",
        "normal:0.3, 0.09, false",
    })
    void momentsAreThoseOfTheName(String written, double variance, boolean bounded) {
        float[] w = fill(written, 75, 200);
        double mean = IntStream.range(0, w.length).mapToDouble(i -> w[i]).sum() / w.length;
        assertThat(mean).isCloseTo(0, within(5 * Math.sqrt(variance / w.length)));
        assertThat(variance(w)).isCloseTo(variance, within(0.06 * variance));
        double fourth =
                IntStream.range(0, w.length).mapToDouble(i -> Math.pow(w[i], 4)).sum() / w.length;
        // The kurtosis is 9/5 of uniform numbers and 3 of normal ones.
        assertThat(fourth / (variance * variance)).isCloseTo(bounded ? 1.8 : 3, within(0.4));
        double most = IntStream.range(0, w.length)
                .mapToDouble(i -> Math.abs(w[i]))
                .max()
                .orElseThrow();
        assertThat(most <= Math.sqrt(3 * variance) * (1 + 1e-6)).isEqualTo(bounded);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 9", "9, 1", "40, 40", "30, 70", "70, 30"})
    void orthogonalRowsOrColumnsAreOrthonormal(int outputs, int inputs) {
        float[] w = fill("orthogonal:2", outputs, inputs);
        boolean wide = outputs <= inputs;
        int count = Math.min(outputs, inputs);
        int length = Math.max(outputs, inputs);
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                double dot = 0;
                for (int k = 0; k < length; k++) {
                    dot += wide
                            ? (double) w[a * inputs + k] * w[b * inputs + k]
                            : (double) w[k * inputs + a] * w[k * inputs + b];
                }
                // Float32 rounds each product's factors by 2^-24: at most 2^-23 of Σ |a b| <= 4.
                assertThat(dot).isCloseTo(a == b ? 4 : 0, within(0x1p-20));
            }
        }
    }

    @Test
    void zeroIsZeroAndNothingElse() {
        assertThat(fill("zero", 3, 4)).containsOnly(0);
    }

    @Test
    void everyInitialiserIsWrittenAndReadAgain() {
        for (Initializer initializer : Initializer.all()) {
            assertThat(SettingsJson.read(Initializer.all(), SettingsJson.write(initializer)))
                    .isEqualTo(initializer);
        }
    }

    private static float[] fill(String written, int outputs, int inputs) {
        float[] values = new float[outputs * inputs + 2];
        Arrays.fill(values, 7);
        Settings.parse(Initializer.all(), written).fill(values, 1, outputs, inputs, new CounterRandom(5, 6));
        assertThat(values[0]).isEqualTo(7);
        assertThat(values[values.length - 1]).isEqualTo(7);
        return Arrays.copyOfRange(values, 1, values.length - 1);
    }

    private static List<float[]> weights(Optional<Initializer> initializer) {
        ParameterLayout layout = new ParameterLayout(NETWORK.parameters());
        float[] values = InitialParameters.draw(NETWORK, initializer, 0, 1);
        return layout.parameters().stream()
                .filter(parameter -> parameter.kind() == Parameter.Kind.WEIGHT)
                .map(parameter -> Arrays.copyOfRange(
                        values, layout.offset(parameter), layout.offset(parameter) + parameter.size()))
                .toList();
    }

    private static double variance(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum / values.length;
    }
}
