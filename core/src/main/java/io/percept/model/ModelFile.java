package io.percept.model;

import io.percept.backend.Loss;
import io.percept.data.DataException;
import io.percept.data.FeatureColumns;
import io.percept.data.ImageShape;
import io.percept.data.Imputer;
import io.percept.data.Preparation;
import io.percept.data.Scaler;
import io.percept.json.JsonException;
import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import io.percept.nn.Network;
import io.percept.nn.NetworkJson;
import io.percept.nn.Parameter;
import io.percept.nn.ParameterLayout;
import io.percept.nn.SettingsJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A model as a safetensors file: each parameter a float32 tensor under PyTorch's name and shape, and everything else one JSON text under
 * the key {@code percept} of the metadata.
 */
final class ModelFile {
    private static final String KEY = "percept";
    private static final int VERSION = 2;

    private ModelFile() {}

    static void write(Model model, Path file) {
        List<Tensor> tensors = model.network().parameters().stream()
                .map(parameter -> Tensor.ofFloats(parameter.name(), parameter.shape(), model.values(parameter)))
                .toList();
        Safetensors.write(file, Map.of(KEY, describe(model).toString()), tensors);
    }

    private static JsonObject describe(Model model) {
        DataDescription data = model.data();
        JsonObjectBuilder json = JsonObject.builder()
                .put("version", VERSION)
                .put("network", NetworkJson.write(model.network()))
                .put("loss", SettingsJson.write(model.loss()))
                .putStrings("targets", data.targets());
        data.classes().ifPresent(classes -> json.putStrings("classes", classes));
        // The pixels of an image have no names worth storing.
        data.imageShape()
                .ifPresentOrElse(
                        shape -> json.putIntegers("image", shape.height(), shape.width()),
                        () -> describe(data.features(), json));
        Preparation preparation = data.preparation();
        preparation.imputer().ifPresent(imputer -> json.put("missing", compact(imputer.values())));
        return json.put("shift", compact(preparation.scaler().shift()))
                .put("scale", compact(preparation.scaler().scale()))
                .build();
    }

    private static void describe(FeatureColumns features, JsonObjectBuilder json) {
        json.putStrings("features", features.names());
        if (!features.categories().isEmpty()) {
            JsonObjectBuilder categories = JsonObject.builder();
            features.categories().forEach(categories::putStrings);
            json.put("categories", categories.build());
        }
    }

    /** All equal, as for the pixels of images: the one number. */
    private static JsonObject compact(float[] values) {
        boolean equal = IntStream.range(0, values.length).allMatch(i -> values[i] == values[0]);
        return equal
                ? JsonObject.builder().put("all", values[0]).build()
                : JsonObject.builder().putNumbers("each", values).build();
    }

    static boolean isModel(SafetensorsFile file) {
        return file.metadata().containsKey(KEY);
    }

    static Model read(SafetensorsFile file) {
        try {
            JsonObject json = JsonObject.parse(file.metadata(KEY));
            if (json.integer("version") != VERSION) {
                throw new JsonException("it has version " + json.integer("version") + " and this Percept reads version "
                        + VERSION + "; train the model again, or use the Percept that saved it");
            }
            json.refuseOthers(
                    "version",
                    "network",
                    "loss",
                    "targets",
                    "classes",
                    "image",
                    "features",
                    "categories",
                    "missing",
                    "shift",
                    "scale");
            Network network = NetworkJson.read(json.object("network"));
            DataDescription data = readData(json, network.inputs());
            return new Model(
                    network, SettingsJson.read(Loss.all(), json.object("loss")), data, readParameters(file, network));
        } catch (JsonException | DataException | IllegalArgumentException invalid) {
            throw file.invalid("its description is wrong: " + invalid.getMessage());
        }
    }

    /** The parameters of a network from a file that holds them under their names, whoever wrote it. */
    static float[] readParameters(SafetensorsFile file, Network network) {
        ParameterLayout layout = new ParameterLayout(network.parameters());
        float[] values = new float[layout.size()];
        for (Parameter parameter : layout.parameters()) {
            float[] source =
                    file.tensor(parameter.name(), DType.F32, parameter.shape()).floats();
            for (int i = 0; i < source.length; i++) {
                if (!Float.isFinite(source[i])) {
                    throw file.invalid("element " + i + " of " + parameter.name() + " is " + source[i]);
                }
            }
            System.arraycopy(source, 0, values, layout.offset(parameter), source.length);
        }
        if (file.tensors().size() > layout.parameters().size()) {
            List<String> others = new ArrayList<>(file.tensors().keySet());
            others.removeAll(layout.parameters().stream().map(Parameter::name).toList());
            throw file.invalid("it holds " + others.get(0) + ", which the network " + network.summary() + " has not");
        }
        return values;
    }

    private static DataDescription readData(JsonObject json, int inputs) {
        Optional<ImageShape> image =
                json.has("image") ? Optional.of(imageShape(json.integers("image"))) : Optional.empty();
        FeatureColumns features = image.map(shape -> FeatureColumns.ofNumbers(shape.pixelNames()))
                .orElseGet(() -> new FeatureColumns(List.copyOf(json.strings("features")), categories(json)));
        Optional<List<String>> classes =
                json.has("classes") ? Optional.of(List.copyOf(json.strings("classes"))) : Optional.empty();
        Optional<Imputer> imputer = json.has("missing")
                ? Optional.of(new Imputer(expand(json.object("missing"), inputs)))
                : Optional.empty();
        Scaler scaler = new Scaler(expand(json.object("shift"), inputs), expand(json.object("scale"), inputs));
        return new DataDescription(
                features, List.copyOf(json.strings("targets")), classes, image, new Preparation(imputer, scaler));
    }

    private static Map<String, List<String>> categories(JsonObject json) {
        Map<String, List<String>> categories = new HashMap<>();
        if (json.has("categories")) {
            JsonObject columns = json.object("categories");
            columns.members().keySet().forEach(name -> categories.put(name, columns.strings(name)));
        }
        return categories;
    }

    private static ImageShape imageShape(int[] heightAndWidth) {
        if (heightAndWidth.length != 2) {
            throw new JsonException("image has " + heightAndWidth.length + " numbers; it must have height and width");
        }
        return new ImageShape(heightAndWidth[0], heightAndWidth[1]);
    }

    private static float[] expand(JsonObject json, int length) {
        if (json.has("all")) {
            float[] values = new float[length];
            Arrays.fill(values, (float) json.number("all"));
            return values;
        }
        double[] each = json.numbers("each");
        float[] values = new float[each.length];
        for (int i = 0; i < each.length; i++) {
            values[i] = (float) each[i];
        }
        return values;
    }
}
