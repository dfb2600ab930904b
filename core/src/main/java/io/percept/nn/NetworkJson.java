package io.percept.nn;

import io.percept.backend.Activation;
import io.percept.json.JsonException;
import io.percept.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON form of a network, in files and on the command line:
 *
 * <pre>{@code
 * {"inputs": 784, "layers": [{"type": "linear", "in": 784, "out": 128}, {"type": "relu"}, {"type": "linear", "in": 128, "out": 10}]}
 * }</pre>
 *
 * A linear layer may leave {@code in} out, and has a bias unless it says {@code "bias": false}. An activation is its name and its settings.
 */
public final class NetworkJson {
    private static final String LINEAR = "linear";

    private NetworkJson() {}

    /** The description of a network. */
    public static JsonObject write(Network network) {
        List<JsonObject> layers = new ArrayList<>();
        int width = network.inputs();
        for (Layer layer : network.layers()) {
            layers.add(write(layer, width));
            width = layer.outputs(width);
        }
        return JsonObject.builder()
                .put("inputs", network.inputs())
                .putArray("layers", layers)
                .build();
    }

    private static JsonObject write(Layer layer, int width) {
        if (layer instanceof Layer.Linear linear) {
            return JsonObject.builder()
                    .put("type", LINEAR)
                    .put("in", width)
                    .put("out", linear.units())
                    .put("bias", linear.bias())
                    .build();
        } else if (layer instanceof Layer.Elementwise elementwise) {
            return SettingsJson.write(elementwise.activation());
        }
        throw new AssertionError("no JSON form for " + layer);
    }

    /**
     * The network that a description describes.
     *
     * @throws JsonException when it is not one; the message says where
     */
    public static Network read(JsonObject description) {
        description.refuseOthers("inputs", "layers");
        return read(description.integer("inputs"), description.objects("layers"));
    }

    /**
     * The network with these layers.
     *
     * @throws JsonException when one of them is not a layer, or does not fit the one before
     */
    public static Network read(int inputs, List<JsonObject> descriptions) {
        List<Layer> layers = new ArrayList<>();
        int width = inputs;
        for (int i = 0; i < descriptions.size(); i++) {
            Layer layer = readLayer(descriptions.get(i), i, width);
            layers.add(layer);
            width = layer.outputs(width);
        }
        try {
            return new Network(inputs, layers);
        } catch (IllegalArgumentException invalid) {
            throw new JsonException(invalid.getMessage());
        }
    }

    private static Layer readLayer(JsonObject description, int position, int width) {
        String type = description.string("type");
        if (type.equals(LINEAR)) {
            description.refuseOthers("type", "in", "out", "bias");
            int in = description.integer("in", width);
            if (in != width) {
                throw new JsonException(
                        "layer " + position + " takes " + in + " inputs, but what comes before it gives " + width);
            }
            int out = description.integer("out");
            if (out < 1) {
                throw new JsonException("layer " + position + " has " + out + " outputs; it must have at least 1");
            }
            return new Layer.Linear(out, description.bool("bias", true));
        }
        for (Activation activation : Activation.all()) {
            if (activation.name().equals(type)) {
                return new Layer.Elementwise(SettingsJson.read(List.of(activation), description));
            }
        }
        throw new JsonException("layer " + position + " is of the type \"" + type + "\"; there are " + LINEAR + ", "
                + String.join(
                        ", ", Activation.all().stream().map(Activation::name).toList()));
    }
}
