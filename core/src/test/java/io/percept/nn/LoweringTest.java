package io.percept.nn;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
                        "AffineBackwardWeights"); // Nothing is learned before the tanh.
    }

    @Test
    void whatIsBelowThresholdsCannotBeTrained() {
        Network network = Network.input(5)
                .linear(4)
                .activation(new Activation.Threshold())
                .linear(1)
                .build();
        assertThat(names(network, false)).containsExactly("Affine", "Affine");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> names(network, true))
                .withMessageStartingWith("the layers before threshold cannot learn, because its derivative is 0");
        Network winner = Network.input(5).linear(4).winnerTakeAll().build();
        assertThat(names(winner, false)).containsExactly("Affine", "WinnerTakeAll");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> names(winner, true))
                .withMessageStartingWith("the layers before winner-take-all cannot learn, because its derivative is 0");
        Network above = Network.input(5)
                .activation(new Activation.Threshold())
                .linear(1)
                .build();
        assertThat(names(above, true)).containsExactly("Activate", "Affine", "AffineBackwardWeights");
    }

    @Test
    void slopesLearnWhereNothingBeforeThemDoes() {
        Network network = Network.input(5).prelu().maxout(2, 3).softmax().build();
        assertThat(names(network, true))
                .containsExactly(
                        "PRelu",
                        "Affine",
                        "MaxOfPieces",
                        "Softmax",
                        "SoftmaxBackward",
                        "MaxOfPiecesBackward",
                        "AffineBackwardWeights",
                        "AffineBackwardInput",
                        "PReluBackward");
    }

    @Test
    void aResidualBlockCostsOneAdditionForward() {
        Network network = Network.input(5)
                .linear(4)
                .relu()
                .residual(body -> body.linear(4).tanh())
                .linear(2)
                .build();
        assertThat(names(network, true))
                .containsExactly(
                        "Affine", // with ReLU
                        "Affine", // with tanh
                        "Add",
                        "Affine",
                        "AffineBackwardWeights",
                        "AffineBackwardInput", // the gradient of the sum, which is still needed, so that tanh's stands
                        // apart
                        "ActivateBackward",
                        "AffineBackwardWeights",
                        "AffineBackwardInput", // added to the gradient of the sum
                        "ActivateBackward", // ReLU
                        "AffineBackwardWeights");
        assertThat(names(network, false)).containsExactly("Affine", "Affine", "Add", "Affine");
    }

    @Test
    void nestedBlocksKeepTheGradientsThatAreNeededTwice() {
        Network network = Network.input(3)
                .linear(4)
                .residual(body -> body.residual(inner -> inner.linear(4)))
                .build();
        assertThat(names(network, true))
                .containsExactly(
                        "Affine",
                        "Affine",
                        "Add",
                        "Add",
                        "AffineBackwardWeights",
                        "AffineBackwardInput",
                        "Add", // the inner sum; the outer one's gradient must stay
                        "Add",
                        "AffineBackwardWeights");
    }

    @Test
    void joiningColumnsCostsNothing() {
        Network network = Network.input(5)
                .linear(4)
                .relu()
                .denseConcat(body -> body.linear(3).relu())
                .denseConcat(body -> body.linear(2).tanh())
                .linear(2)
                .build();
        assertThat(names(network, false)).containsExactly("Affine", "Affine", "Affine", "Affine");
        assertThat(names(network, true))
                .containsExactly(
                        "Affine",
                        "Affine",
                        "Affine",
                        "Affine",
                        "AffineBackwardWeights",
                        "AffineBackwardInput",
                        "ActivateBackward", // tanh's part of the gradient
                        "AffineBackwardWeights",
                        "AffineBackwardInput", // added to the other part
                        "ActivateBackward", // ReLU's part
                        "AffineBackwardWeights",
                        "AffineBackwardInput",
                        "ActivateBackward",
                        "AffineBackwardWeights");
    }

    @Test
    void anInputIsCopiedWhereItIsJoined() {
        Network network = Network.input(5).denseConcat(body -> body.linear(4)).build();
        assertThat(names(network, true)).containsExactly("Activate", "Affine", "AffineBackwardWeights");
    }

    private static List<String> names(Network network, boolean backward) {
        int size = new ParameterLayout(network.parameters()).size();
        try (Device device = Backends.open("reference");
                DeviceBuffer parameters = device.allocate(1, size, FLOAT32);
                DeviceBuffer gradients = device.allocate(1, size, FLOAT32);
                Owned owned = new Owned()) {
            MatrixView step = owned.own(device.allocate(1, 1, INT32)).view();
            Lowering lowering = backward
                    ? Lowering.training(device, owned, network, parameters, new Lowering.Training(gradients, 1, step))
                    : Lowering.evaluation(device, owned, network, parameters);
            MatrixView y = lowering.forward(lowering.buffer(6, network.inputs(), FLOAT32));
            if (backward) {
                lowering.backward(lowering.buffer(6, y.columns(), FLOAT32));
            }
            return lowering.ops().stream().map(Op::name).toList();
        }
    }
}
