package io.percept.nn;

import io.percept.backend.Activation;
import io.percept.backend.Named;
import io.percept.json.JsonException;
import io.percept.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON form of a network, in files and on the command line:
 *
 * <pre>{@code
 * {"inputs": 784, "layers": [{"type": "linear", "in": 784, "out": 128}, {"type": "relu"}, {"type": "linear", "in": 128, "out": 10}]}
 * }</pre>
 *
 * A linear layer may leave {@code in} out, and has a bias unless it says {@code "bias": false}. An activation is its name
 * and its settings. The layers
 * of a block are its {@code body}.
 */
public final class NetworkJson {
    private static final Map<String, Reader> READERS = readers();

    private NetworkJson() {}

    /** Reads one kind of layer. */
    @FunctionalInterface
    private interface Reader {
        /**
         * The layer that a description describes.
         *
         * @param position where it is, for messages: {@code 2.body.0}
         * @param inputs the width of its input
         */
        Layer read(JsonObject description, String position, int inputs);
    }

    private static Map<String, Reader> readers() {
        Map<String, Reader> readers = new LinkedHashMap<>();
        readers.put(Linear.TYPE, Linear::read);
        readers.put(PRelu.TYPE, PRelu::read);
        readers.put(Maxout.TYPE, Maxout::read);
        readers.put(Softmax.TYPE, Softmax::read);
        readers.put(Softmax.LOG_TYPE, Softmax::read);
        readers.put(WinnerTakeAll.TYPE, WinnerTakeAll::read);
        readers.put(Dropout.TYPE, Dropout::read);
        readers.put(BatchNorm.TYPE, BatchNorm::read);
        readers.put(LayerNorm.TYPE, LayerNorm::read);
        readers.put(Residual.TYPE, Residual::read);
        readers.put(Highway.TYPE, Highway::read);
        readers.put(DenseConcat.TYPE, DenseConcat::read);
        readers.put(Fourier.TYPE, Fourier::read);
        readers.put(Positional.TYPE, Positional::read);
        return readers;
    }

    /** The description of a network. */
    public static JsonObject write(Network network) {
        return JsonObject.builder()
                .put("inputs", network.inputs())
                .putArray("layers", Chain.describe(network.layers(), network.inputs()))
                .build();
    }

    /**
     * The network that a description describes.
     *
     * @throws JsonException when it is not one; the message says where
     */
    public static Network read(JsonObject description) {
        description.refuseOthers("inputs", "layers");
        int inputs = description.integer("inputs");
        try {
            return new Network(inputs, readLayers(description, "layers", "", inputs));
        } catch (IllegalArgumentException invalid) {
            throw new JsonException(invalid.getMessage());
        }
    }

    /** The layers in a member of a description; {@code prefix} is what their positions start with. */
    static List<Layer> readLayers(JsonObject description, String member, String prefix, int inputs) {
        List<Layer> layers = new ArrayList<>();
        int width = inputs;
        for (JsonObject each : description.objects(member)) {
            String position = prefix + layers.size();
            Layer layer = readLayer(each, position, width);
            layers.add(layer);
            width = Chain.outputs(layer, position, width);
        }
        return layers;
    }

    /** A choice of that name, with the settings that the description changes. */
    static <T extends Named> T readSettings(T usual, JsonObject description, String position) {
        try {
            return SettingsJson.read(List.of(usual), description);
        } catch (JsonException invalid) {
            throw new JsonException("layer " + position + ": " + invalid.getMessage());
        }
    }

    private static Layer readLayer(JsonObject description, String position, int inputs) {
        String type = description.string("type");
        Reader reader = READERS.get(type);
        if (reader != null) {
            try {
                return reader.read(description, position, inputs);
            } catch (IllegalArgumentException invalid) {
                throw new JsonException("layer " + position + " (" + type + "): " + invalid.getMessage());
            }
        }
        for (Activation activation : Activation.all()) {
            if (activation.name().equals(type)) {
                return new Elementwise(readSettings(activation, description, position));
            }
        }
        List<String> known = new ArrayList<>(READERS.keySet());
        Activation.all().forEach(activation -> known.add(activation.name()));
        throw new JsonException(
                "layer " + position + " is of the type \"" + type + "\"; there are " + String.join(", ", known));
    }
}
