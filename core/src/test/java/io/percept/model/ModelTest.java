package io.percept.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percept.backend.Backends;
import io.percept.backend.Device;
import io.percept.backend.Loss;
import io.percept.data.FeatureColumns;
import io.percept.data.ImageShape;
import io.percept.data.Imputer;
import io.percept.data.Preparation;
import io.percept.data.Scaler;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import io.percept.nn.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTest {
    private static final Network NETWORK =
            Network.input(3).linear(4).relu().linearWithoutBias(2).build();

    @TempDir
    private Path folder;

    private static Model table() {
        DataDescription data = new DataDescription(
                new FeatureColumns(List.of("länge", "\"art\""), Map.of("\"art\"", List.of("a,b", ""))),
                List.of("art"),
                Optional.of(List.of("setosa", "a,b")),
                Optional.empty(),
                new Preparation(
                        Optional.of(new Imputer(new float[] {0.1f, 0, 1})),
                        new Scaler(new float[] {1.5f, -2, 0.1f}, new float[] {1, 0.25f, 3e-7f})));
        return new Model(NETWORK, new Loss.CrossEntropy(), data, parameters(NETWORK));
    }

    private static Model image() {
        ImageShape shape = new ImageShape(2, 3);
        Network network = Network.input(6).linear(1).build();
        float[] all = new float[6];
        Arrays.fill(all, 0.3f);
        DataDescription data = new DataDescription(
                FeatureColumns.ofNumbers(shape.pixelNames()),
                List.of("y"),
                Optional.empty(),
                Optional.of(shape),
                new Preparation(Optional.empty(), new Scaler(all, all)));
        return new Model(network, new Loss.MeanSquaredError(), data, parameters(network));
    }

    private static float[] parameters(Network network) {
        return InitialParameters.draw(network, Optional.empty(), 0.5, 3);
    }

    @Test
    void modelsSurviveSaving() {
        for (Model model : List.of(table(), image())) {
            Path file = folder.resolve("model.safetensors");
            model.save(file);
            assertThat(Model.load(file)).isEqualTo(model);
        }
    }

    @Test
    void tensorsHavePyTorchsNamesAndShapes() {
        Path file = folder.resolve("model.safetensors");
        Model model = table();
        model.save(file);
        Map<String, Tensor> tensors = Safetensors.read(file).tensors();
        assertThat(tensors.keySet()).containsExactly("0.weight", "0.bias", "2.weight");
        assertThat(tensors.get("0.weight").shape()).containsExactly(4, 3);
        assertThat(tensors.get("0.bias").shape()).containsExactly(4);
        assertThat(tensors.get("2.weight").shape()).containsExactly(2, 4);
        Parameter weight = NETWORK.parameters().get(0);
        assertThat(tensors.get("0.weight").floats()).isEqualTo(model.values(weight));
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {
        Path file = folder.resolve("model.safetensors");
        table().save(file);
        byte[] bytes = Files.readAllBytes(file);
        Path cut = folder.resolve("cut.safetensors");
        for (int length = 0; length < bytes.length; length++) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Model.load(cut))
                    .as("the first %d of %d bytes", length, bytes.length)
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("cut.safetensors");
        }
    }

    @Test
    void aFileWithAnyByteOfItsHeaderChangedLoadsOrIsRefused() throws IOException {
        Path file = folder.resolve("model.safetensors");
        table().save(file);
        byte[] bytes = Files.readAllBytes(file);
        int headerEnd = bytes.length - 4 * (16 + 4 + 12);
        Path damaged = folder.resolve("damaged.safetensors");
        for (int at = 0; at < headerEnd; at++) {
            for (int change : new int[] {1, 0x80}) {
                byte[] copy = bytes.clone();
                copy[at] ^= (byte) change;
                Files.write(damaged, copy);
                try {
                    Model.load(damaged);
                } catch (ModelException refused) {
                    assertThat(refused).hasMessageContaining("damaged.safetensors");
                }
            }
        }
    }

    @Test
    void foreignAndInconsistentFilesAreRefused() {
        Path file = folder.resolve("other.safetensors");
        Tensor weight = Tensor.ofFloats("0.weight", List.of(1, 2), 1, 2);
        Safetensors.write(file, Map.of(), List.of(weight));
        assertThatThrownBy(() -> Model.load(file)).hasMessageContaining("its metadata lacks \"percept\"");

        String description = """
                {"version":2,"network":{"inputs":2,"layers":[{"type":"linear","out":1,"bias":false}]},
                 "loss":{"type":"mean-squared-error"},"targets":["y"],"features":["a","b"],
                 "shift":{"all":0},"scale":{"all":1}}""";
        Safetensors.write(file, Map.of("percept", description), List.of(weight));
        assertThat(Model.load(file).network().summary()).isEqualTo("2 - linear 1 without bias");

        refused(
                file,
                description.replace("\"version\":2", "\"version\":1"),
                weight,
                "version 1 and this Percept reads version 2;");
        refused(file, description.replace("mean-squared-error", "hope"), weight, "\"hope\" is none of cross-entropy");
        refused(file, description.replace("[\"a\",\"b\"]", "[\"a\"]"), weight, "a preparation of 2 features for 1");
        refused(file, description.replace("\"out\":1", "\"out\":3"), weight, "0.weight");
        refused(file, description.replace("\"bias\":false", "\"bias\":true"), weight, "0.bias");
        refused(file, description.replace("\"all\":1", "\"all\":-1"), weight, "scale");
        refused(file, description.replace("\"all\":1", "\"each\":[1,2,3]"), weight, "2 shifts and 3");
        Tensor infinite = Tensor.ofFloats("0.weight", List.of(1, 2), 1, Float.POSITIVE_INFINITY);
        refused(file, description, infinite, "element 1 of 0.weight is Infinity");
        Tensor doubles = Tensor.ofDoubles("0.weight", List.of(1, 2), 1, 2);
        refused(file, description, doubles, "0.weight");
    }

    private static void refused(Path file, String description, Tensor tensor, String reason) {
        Safetensors.write(file, Map.of("percept", description), List.of(tensor));
        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("other.safetensors")
                .hasMessageContaining(reason);
    }

    @Test
    void aPredictorStandardisesAndKeepsRowsApart() {
        Model model = table();
        float[] rows = {1, 2, 3, -4, 5, 6, 0.5f, 0.25f, -7};
        float[] blockwise = new float[6];
        float[] single = new float[2];
        try (Device device = Backends.open("reference");
                Predictor threeAtOnce = new Predictor(device, model, 5);
                Predictor oneAtOnce = new Predictor(device, model, 1)) {
            threeAtOnce.predict(rows, 3, blockwise);
            for (int i = 0; i < 3; i++) {
                oneAtOnce.predict(Arrays.copyOfRange(rows, 3 * i, 3 * i + 3), 1, single);
                assertThat(single).containsExactly(blockwise[2 * i], blockwise[2 * i + 1]);
                double[] expected = byHand(model, Arrays.copyOfRange(rows, 3 * i, 3 * i + 3));
                for (int j = 0; j < 2; j++) {
                    assertThat((double) single[j]).isCloseTo(expected[j], within(1e-5 * (1 + Math.abs(expected[j]))));
                }
            }
            assertThatThrownBy(() -> oneAtOnce.predict(rows, 2, blockwise)).hasMessage("2 rows; a block has 1");
        }
    }

    private static double[] byHand(Model model, float[] row) {
        float[] x = row.clone();
        model.data().preparation().scaler().apply(x);
        float[] w1 = model.values(NETWORK.parameters().get(0));
        float[] b1 = model.values(NETWORK.parameters().get(1));
        float[] w2 = model.values(NETWORK.parameters().get(2));
        double[] y = new double[2];
        for (int unit = 0; unit < 4; unit++) {
            double z = b1[unit];
            for (int k = 0; k < 3; k++) {
                z += (double) x[k] * w1[3 * unit + k];
            }
            for (int j = 0; j < 2; j++) {
                y[j] += Math.max(z, 0) * w2[4 * j + unit];
            }
        }
        return y;
    }

    @Test
    void outputsBecomePredictions() {
        Optional<List<String>> two = Optional.of(List.of("no", "yes"));
        Outputs softmax = new Outputs(Loss.Prediction.SOFTMAX, two);
        assertThat(softmax.predictions(new float[] {9, 0, 0}, 1, 2)).containsExactly(0.5, 0.5);
        assertThat(softmax.predictions(new float[] {1e30f, -1e30f}, 0, 2)).containsExactly(1, 0);
        assertThat(softmax.classOf(new float[] {0, 0}, 0, 2)).isZero();
        assertThat(softmax.classOf(new float[] {7, 0, 1}, 1, 2)).isEqualTo(1);

        Outputs oneSigmoid = new Outputs(Loss.Prediction.SIGMOID, two);
        assertThat(oneSigmoid.predictions(new float[] {0}, 0, 1)).containsExactly(0.5, 0.5);
        assertThat(oneSigmoid.classOf(new float[] {0.1f}, 0, 1)).isEqualTo(1);
        assertThat(oneSigmoid.classOf(new float[] {-0.1f}, 0, 1)).isZero();

        Outputs oneMargin = new Outputs(Loss.Prediction.MARGIN, two);
        assertThat(oneMargin.predictions(new float[] {-3}, 0, 1)).containsExactly(3, -3);
        assertThat(oneMargin.classOf(new float[] {-3}, 0, 1)).isZero();
        assertThat(Outputs.count(new Loss.Hinge(), two, 1)).isEqualTo(1);
        assertThat(Outputs.count(new Loss.MultiClassHinge(), two, 1)).isEqualTo(2);

        Outputs rates = new Outputs(Loss.Prediction.EXPONENTIAL, Optional.empty());
        assertThat(rates.predictions(new float[] {0, 1}, 0, 2)).containsExactly(1, Math.exp(1));

        Outputs values = new Outputs(Loss.Prediction.VALUES, Optional.empty());
        assertThat(values.predictions(new float[] {3, 4}, 0, 2)).containsExactly(3, 4);
    }
}
