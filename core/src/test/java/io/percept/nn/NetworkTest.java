package io.percept.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.backend.Activation;
import io.percept.backend.Rectifier;
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
                        Parameter.weight("0.weight", 128, 784).before(new Activation.Relu()),
                        Parameter.bias("0.bias", 128),
                        Parameter.weight("2.weight", 32, 128).before(new Activation.Tanh()),
                        Parameter.weight("4.weight", 10, 32),
                        Parameter.bias("4.bias", 10));
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
    void blocksNameTheirParametersByPositionToo() {
        Network network = Network.input(3)
                .linear(4)
                .residual(body -> body.linear(8)
                        .relu()
                        .denseConcat(inner -> inner.linear(2))
                        .linear(4))
                .build();
        assertThat(network.parameters())
                .extracting(Parameter::name)
                .containsExactly(
                        "0.weight",
                        "0.bias",
                        "1.body.0.weight",
                        "1.body.0.bias",
                        "1.body.2.body.0.weight",
                        "1.body.2.body.0.bias",
                        "1.body.3.weight",
                        "1.body.3.bias");
        assertThat(network.parameters().get(6).columns()).isEqualTo(10);
        assertThat(network.summary())
                .isEqualTo("3 - linear 4 - residual (linear 8 - relu - dense-concat (linear 2) - linear 4)");
        assertThat(NetworkJson.read(NetworkJson.write(network))).isEqualTo(network);
    }

    @Test
    void layersThatDoNotFitAreNamedWhenTheNetworkIsBuilt() {
        Network.Builder unequal =
                Network.input(3).linear(4).denseConcat(body -> body.residual(inner -> inner.linear(5)));
        assertThatIllegalArgumentException()
                .isThrownBy(unequal::build)
                .withMessage(
                        "layer 1.body.0 (residual): x + body(x) adds 4 columns and the body's 5; let the body end with 4"
                                + " columns, or use dense-concat, which joins them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.input(3).residual(body -> {}))
                .withMessage("a residual block without layers; it must have at least one");
    }

    @Test
    void unitsThatAreLayersOfTheirOwn() {
        Network network = Network.input(5)
                .linear(4)
                .prelu()
                .maxout(3, 2)
                .add(new PRelu(true, 0.5))
                .softmax()
                .logSoftmax()
                .winnerTakeAll()
                .build();
        assertThat(network.summary())
                .isEqualTo("5 - linear 4 - prelu - maxout 3 of 2 - prelu per unit - softmax - log-softmax"
                        + " - winner-take-all");
        assertThat(network.parameters())
                .extracting(parameter -> parameter.name() + parameter.shape())
                .containsExactly(
                        "0.weight[4, 5]",
                        "0.bias[4]",
                        "1.weight[1]",
                        "2.lin.weight[6, 4]",
                        "2.lin.bias[6]",
                        "3.weight[3]");
        assertThat(network.parameters().get(0).initial())
                .isEqualTo(new Parameter.Initial.Drawn(new Rectifier.LeakyRelu(0.25)));
        assertThat(new ParameterLayout(network.parameters()).penalised())
                .as("slopes are not penalised")
                .isEqualTo(32 + 32);
        assertThat(NetworkJson.read(JsonObject.parse(NetworkJson.write(network).toString())))
                .isEqualTo(network);
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
                "{'inputs':2,'layers':[{'type':'linear','out':0}]}|layer 0 (linear) has 0 outputs; it must have at least 1",
                "{'inputs':2,'layers':[{'type':'linear','in':3,'out':4}]}|layer 0 (linear) takes 3 inputs, but what comes before it gives 2",
                "{'inputs':2,'layers':[{'type':'cubic'}]}|layer 0 is of the type \"cubic\"; there are linear, prelu, maxout, softmax, log-softmax, winner-take-all, dropout, batch-norm, layer-norm, residual, highway, dense-concat, fourier, positional, identity, sigmoid",
                "{'inputs':2,'layers':[{'type':'linear','out':4,'dropout':0.5}]}|dropout",
                "{'inputs':2,'layers':[{'type':'maxout','units':4}]}|pieces",
                "{'inputs':2,'layers':[{'type':'maxout','units':4,'pieces':0}]}|layer 0 (maxout): 4 maxout units of 0 pieces; there must be at least 1 of each",
                "{'inputs':2,'layers':[{'type':'prelu','parameters':1}]}|layer 0: prelu has no setting parameters; it has perUnit, slope",
                "{'inputs':2,'layers':[{'type':'softmax','axis':1}]}|axis",
                "{'inputs':2}|layers",
                "{'inputs':2,'layers':[{'type':'residual','body':[]}]}|layer 0 (residual): a residual block without layers; it must",
                "{'inputs':2,'layers':[{'type':'residual','body':[{'type':'linear','in':3,'out':2}]}]}|layer 0.body.0 (linear) takes 3",
                "{'inputs':2,'layers':[{'type':'residual','body':[{'type':'linear','out':3}]}]}|layer 0 (residual): x + body(x) adds 2",
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
