package io.percept.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.Loss;
import io.percept.data.Dataset;
import io.percept.data.Datasets;
import io.percept.data.Missing;
import io.percept.data.Preparation;
import io.percept.data.RealTargets;
import io.percept.data.Scaling;
import io.percept.model.DataDescription;
import io.percept.model.Model;
import io.percept.model.Predictor;
import io.percept.nn.InitialParameters;
import io.percept.nn.LayerBuilder;
import io.percept.nn.Network;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Networks of blocks: what they compute, and the gradients of what they learn. */
class BlockNetworksTest {
    private final Device reference = Backends.open("reference");

    @AfterEach
    void close() {
        reference.close();
    }

    /** Each block once outermost and once inside another, with what may stand between layers. */
    @Test
    void nestedBlocksHaveRightGradients() {
        List<Consumer<LayerBuilder<?>>> blocks = List.of(
                to -> to.residual(body -> body.linear(6).tanh().dropout(0.3)),
                to -> to.highway(body -> body.linear(6).layerNorm().tanh()),
                to -> to.denseConcat(body -> body.linear(3).sigmoid()).linear(6),
                to -> to.residual(body -> body.highway(inner ->
                                inner.denseConcat(most -> most.linear(2)).linear(6))
                        .batchNorm()),
                to -> to.highway(
                        body -> body.residual(inner -> inner.dropout(0.5).linear(6))),
                to -> to.denseConcat(body -> body.denseConcat(inner ->
                                        inner.highway(most -> most.linear(6).tanh()))
                                .linear(2))
                        .linear(6),
                to -> to.fourier(5, 0.3).linear(6),
                to -> to.positional(2).linear(6));
        for (Consumer<LayerBuilder<?>> block : blocks) {
            Network.Builder builder = Network.input(64).linear(6).tanh();
            block.accept(builder);
            check(builder.linear(10).build());
            Network.Builder first = Network.input(64).denseConcat(body -> body.linear(2));
            first.linear(6);
            block.accept(first);
            block.accept(first);
            check(first.linear(10).build());
        }
    }

    private void check(Network network) {
        Dataset data = Datasets.digits().select(IntStream.range(0, 8).toArray());
        GradientReport report = GradientCheck.run(
                reference,
                network,
                new Loss.CrossEntropy(),
                TrainingConfig.builder().build(),
                data,
                Preparation.fit(data, Missing.ERROR, Scaling.STANDARDIZE),
                InitialParameters.draw(network, Optional.empty(), 0.1, 1),
                60);
        assertThat(report.agrees())
                .as("%s: %s", network.summary(), report.worst())
                .isTrue();
    }

    @Test
    void aHighwayIsAMeanThatItsGateWeighs() {
        float[] x = {0.5f, -1};
        Network network = Network.input(2).highway(body -> body.linear(2)).build();
        // In the layout each parameter starts at a multiple of 16: the body's weights, the gate's, and the biases.
        float[] parameters = new float[64];
        float[] w = {1, 2, 3, 4};
        float[] gate = {-1, 0.5f, 0.25f, 2};
        System.arraycopy(w, 0, parameters, 0, 4);
        System.arraycopy(gate, 0, parameters, 16, 4);
        parameters[32] = 0.1f;
        parameters[33] = 0.2f;
        parameters[48] = -0.5f;
        parameters[49] = 0.75f;

        float[] y = predict(network, parameters, x);

        for (int i = 0; i < 2; i++) {
            double h = w[2 * i] * x[0] + w[2 * i + 1] * x[1] + parameters[32 + i];
            double t = 1 / (1 + Math.exp(-(gate[2 * i] * x[0] + gate[2 * i + 1] * x[1] + parameters[48 + i])));
            assertThat((double) y[i]).isCloseTo(t * h + (1 - t) * x[i], within(1e-6));
        }
    }

    @Test
    void encodingsAreSinesAndCosines() {
        float[] x = {0.3f, -0.7f};
        Network network = Network.input(2).positional(3).linearWithoutBias(12).build();
        float[] parameters = InitialParameters.draw(network, Optional.empty(), 0, 1);
        for (int i = 0; i < 144; i++) {
            parameters[i] = i % 13 == 0 ? 1 : 0; // The identity.
        }
        float[] y = predict(network, parameters, x);
        for (int input = 0; input < 2; input++) {
            for (int octave = 0; octave < 3; octave++) {
                double angle = Math.scalb(Math.PI, octave) * x[input];
                assertThat((double) y[3 * input + octave]).isCloseTo(Math.sin(angle), within(1e-6));
                assertThat((double) y[6 + 3 * input + octave]).isCloseTo(Math.cos(angle), within(1e-6));
            }
        }
    }

    private float[] predict(Network network, float[] parameters, float[] x) {
        Dataset row = Dataset.ofFloats(
                x,
                List.of("a", "b"),
                new RealTargets(
                        new float[network.outputs()],
                        IntStream.range(0, network.outputs())
                                .mapToObj(i -> "t" + i)
                                .toList()));
        DataDescription description = DataDescription.of(row, Preparation.none(2));
        Model model = new Model(network, new Loss.MeanSquaredError(), description, parameters);
        float[] y = new float[network.outputs()];
        try (Predictor predictor = new Predictor(reference, model, 1)) {
            predictor.predict(x, 1, y);
        }
        return y;
    }
}
