package io.percept.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.backend.Activation;
import io.percept.json.JsonException;
import io.percept.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
    private static final Network NETWORK = Network.input(784)
            .linear(128)
            .relu()
            .linearWithoutBias(32)
            .tanh()
            .linear(10)
            .build();

    @Test
    void parametersAreNamedByPositionAndShapedLikePyTorchs() {
        assertThat(NETWORK.parameters())
                .containsExactly(
                        new Parameter("0.weight", Parameter.Kind.WEIGHT, 128, 784),
                        new Parameter("0.bias", Parameter.Kind.BIAS, 1, 128),
                        new Parameter("2.weight", Parameter.Kind.WEIGHT, 32, 128),
                        new Parameter("4.weight", Parameter.Kind.WEIGHT, 10, 32),
                        new Parameter("4.bias", Parameter.Kind.BIAS, 1, 10));
        assertThat(NETWORK.outputs()).isEqualTo(10);
        assertThat(NETWORK.parameterCount()).isEqualTo(784 * 128 + 128 + 128 * 32 + 32 * 10 + 10);
        assertThat(NETWORK.summary()).isEqualTo("784 - linear 128 - relu - linear 32 without bias - tanh - linear 10");
    }

    @Test
    void layoutPutsWeightsFirstAlignedAndWithoutOverlap() {
        ParameterLayout layout = new ParameterLayout(
                Network.input(3).linear(5).relu().linear(7).build().parameters());
        assertThat(layout.parameters()).extracting(layout::offset).containsExactly(0, 64, 16, 80);
        assertThat(layout.penalised()).isEqualTo(64);
        assertThat(layout.size()).isEqualTo(96);
    }

    @Test
    void networksSurviveJson() {
        assertThat(NetworkJson.read(NetworkJson.write(NETWORK))).isEqualTo(NETWORK);
        Network.Builder builder = Network.input(2);
        for (Activation activation : Activation.all()) {
            builder.linear(3).activation(activation);
        }
        Network all = builder.linear(1).build();
        assertThat(NetworkJson.read(JsonObject.parse(NetworkJson.write(all).toString())))
                .isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'inputs':0,'layers':[{'type':'linear','out':3}]}|an input of width 0; it must be at least 1",
                "{'inputs':2,'layers':[]}|the network has nothing to learn; add a linear layer",
                "{'inputs':2,'layers':[{'type':'relu'}]}|the network has nothing to learn; add a linear layer",
                "{'inputs':2,'layers':[{'type':'linear','out':0}]}|layer 0 has 0 outputs; it must have at least 1",
                "{'inputs':2,'layers':[{'type':'linear','in':3,'out':4}]}|layer 0 takes 3 inputs, but what comes before it gives 2",
                "{'inputs':2,'layers':[{'type':'cubic'}]}|layer 0 is of the type \"cubic\"; there are linear, identity, sigmoid",
                "{'inputs':2,'layers':[{'type':'linear','out':4,'dropout':0.5}]}|dropout",
                "{'inputs':2}|layers",
            })
    void wrongDescriptionsAreRefused(String json, String message) {
        assertThatThrownBy(() -> NetworkJson.read(JsonObject.parse(json.replace('\'', '"'))))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(message);
    }

    @Test
    void widthsMustBePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.input(3).linear(-1))
                .withMessage("a layer of width -1; it must be at least 1");
    }
}
