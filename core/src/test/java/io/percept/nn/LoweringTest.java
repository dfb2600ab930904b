package io.percept.nn;

import static io.percept.backend.ElementType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.Activation;
import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.MatrixView;
import io.percept.backend.Op;
import io.percept.backend.Owned;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoweringTest {
    @Test
    void activationsBecomePartsOfTheProductsAroundThem() {
        Network network =
                Network.input(5).linear(4).relu().linear(3).tanh().linear(2).build();
        assertThat(names(network, true))
                .containsExactly(
                        "Affine",
                        "Affine",
                        "Affine",
                        "AffineBackwardWeights",
                        "AffineBackwardInput",
                        "AffineBackwardWeights",
                        "AffineBackwardInput",
                        "AffineBackwardWeights");
        assertThat(names(network, false)).containsExactly("Affine", "Affine", "Affine");
    }

    @Test
    void aLastActivationHasItsOwnDerivative() {
        Network network = Network.input(5).linear(4).sigmoid().build();
        assertThat(names(network, true)).containsExactly("Affine", "ActivateBackward", "AffineBackwardWeights");
    }

    @Test
    void activationsWithoutALayerBeforeThemStandAlone() {
        Network network = Network.input(5)
                .activation(new Activation.Tanh())
                .linear(4)
                .relu()
                .sigmoid()
                .build();
        assertThat(names(network, true))
                .containsExactly(
                        "Activate", // tanh of the input
                        "Affine", // with ReLU
                        "Activate", // sigmoid
                        "ActivateBackward", // sigmoid
                        "ActivateBackward", // ReLU
                        "AffineBackwardWeights",
                        "AffineBackwardInput");
    }

    private static List<String> names(Network network, boolean backward) {
        int size = new ParameterLayout(network.parameters()).size();
        try (Device device = Backends.open("reference");
                DeviceBuffer parameters = device.allocate(1, size, FLOAT32);
                DeviceBuffer gradients = device.allocate(1, size, FLOAT32);
                Owned owned = new Owned()) {
            Lowering lowering = new Lowering(device, owned, network, parameters, backward ? gradients : null);
            MatrixView y = lowering.forward(lowering.buffer(6, network.inputs(), FLOAT32));
            if (backward) {
                lowering.backward(lowering.buffer(6, y.columns(), FLOAT32));
            }
            return lowering.ops().stream().map(Op::name).toList();
        }
    }
}
