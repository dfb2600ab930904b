package io.percept.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

        List<float[]> he = weights(Optional.of(new Initializer.He()));
        assertThat(variance(he.get(1))).isCloseTo(2.0 / 150, within(0.06 * 2 / 150));

        List<float[]> uniform = weights(Optional.of(new Initializer.Uniform(0.25)));
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
        float[] values = InitialParameters.draw(twins, Optional.of(new Initializer.He()), 0, 1);
        int second = layout.offset(twins.parameters().get(2));
        assertThat(Arrays.copyOfRange(values, 0, 16)).isNotEqualTo(Arrays.copyOfRange(values, second, second + 16));
    }

    @Test
    void aRangeMustBePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Initializer.Uniform(0));
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
