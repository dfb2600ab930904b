package io.percept.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percept.nn.Network;
import io.percept.nn.Parameter;
import io.percept.nn.ParameterLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignParametersTest {
    private static final Network NETWORK = Network.input(2).linear(3).build();

    @TempDir
    private Path folder;

    private SafetensorsFile file(Tensor... tensors) {
        Path path = folder.resolve("foreign.safetensors");
        Safetensors.write(path, Map.of("format", "pt"), List.of(tensors));
        return Safetensors.read(path);
    }

    private static Tensor weight(float... values) {
        return Tensor.ofFloats("0.weight", List.of(3, 2), values);
    }

    private static Tensor bias(int length) {
        return Tensor.ofFloats("0.bias", List.of(length), new float[length]);
    }

    @Test
    void parametersAreFoundByTheirNames() {
        SafetensorsFile file = file(bias(3), weight(1, 2, 3, 4, 5, 6));

        float[] parameters = Model.parametersOf(file, NETWORK);

        ParameterLayout layout = new ParameterLayout(NETWORK.parameters());
        Parameter weight = layout.parameters().get(0);
        assertThat(parameters).hasSize(layout.size());
        for (int i = 0; i < weight.size(); i++) {
            assertThat(parameters[layout.offset(weight) + i]).isEqualTo(i + 1);
        }
        assertThat(Model.isIn(file)).isFalse();
        assertThatThrownBy(() -> Model.of(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("foreign.safetensors is not a Percept model");
    }

    @Test
    void missingOtherAndInfiniteParametersAreRefused() {
        assertRefused(file(weight(1, 2, 3, 4, 5, 6)), "0.bias");
        assertRefused(file(weight(1, 2, 3, 4, 5, 6), bias(4)), "0.bias");
        assertRefused(file(weight(1, 2, 3, 4, Float.NaN, 6), bias(3)), "element 4 of 0.weight is NaN");
        Tensor further = Tensor.ofFloats("2.bias", List.of(1), new float[1]);
        assertRefused(file(weight(1, 2, 3, 4, 5, 6), bias(3), further), "it holds 2.bias");
    }

    private static void assertRefused(SafetensorsFile file, String message) {
        assertThatThrownBy(() -> Model.parametersOf(file, NETWORK))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("foreign.safetensors");
    }
}
