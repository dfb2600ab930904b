package io.percept.tck;

import io.percept.backend.Activation;
import io.percept.json.JsonException;
import io.percept.json.JsonObject;
import io.percept.model.SafetensorsFile;
import io.percept.nn.BatchNorm;
import io.percept.nn.DenseConcat;
import io.percept.nn.Elementwise;
import io.percept.nn.Highway;
import io.percept.nn.Layer;
import io.percept.nn.LayerNorm;
import io.percept.nn.Linear;
import io.percept.nn.Maxout;
import io.percept.nn.Network;
import io.percept.nn.PRelu;
import io.percept.nn.Residual;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Builds a trace's network from its metadata, whose names are not Percept's. */
final class TraceNetwork {
    private final SafetensorsFile file;

    private TraceNetwork(SafetensorsFile file) {
        this.file = file;
    }

    /**
     * The network of a trace.
     *
     * @throws JsonException when it has a layer that Percept has not
     */
    static Network read(SafetensorsFile file) {
        int inputs = file.tensor("x").shape().get(1);
        JsonObject description = JsonObject.parse("{\"layers\":" + file.metadata("network") + "}");
        return new Network(inputs, new TraceNetwork(file).layers(description, "layers", ""));
    }

    private List<Layer> layers(JsonObject description, String member, String prefix) {
        List<Layer> layers = new ArrayList<>();
        for (JsonObject each : description.objects(member)) {
            layers.add(layer(each, prefix + layers.size() + "."));
        }
        return layers;
    }

    private Layer layer(JsonObject description, String name) {
        String type = description.string("type");
        return switch (type) {
            case "linear" -> new Linear(description.integer("out"), hasTensor(name + "bias"));
            case "prelu" -> new PRelu(description.integer("parameters") > 1, description.number("initial"));
            case "maxout" ->
                new Maxout(description.integer("units"), description.integer("pieces"), hasTensor(name + "lin.bias"));
            case "batchNorm" -> new BatchNorm(description.number("epsilon"), description.number("momentum"));
            case "layerNorm" -> new LayerNorm(description.number("epsilon"));
            case "residual" -> new Residual(layers(description, "body", name + "body."));
            case "highway" ->
                new Highway(layers(description, description.has("h") ? "h" : "body", name + "h."), Highway.GATE_BIAS);
            case "denseConcat" -> new DenseConcat(layers(description, "body", name + "body."));
            default -> new Elementwise(activation(type));
        };
    }

    private static Activation activation(String type) {
        String name = type.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return Activation.all().stream()
                .filter(activation -> activation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new JsonException("it needs the layer " + type));
    }

    /** What a network starts from says which of its parameters there are. */
    private boolean hasTensor(String name) {
        return file.tensors().containsKey("init." + name);
    }
}
