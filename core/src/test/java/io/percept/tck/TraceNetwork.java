package io.percept.tck;

import io.percept.backend.Activation;
import io.percept.backend.Settings;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Builds a trace's network from its metadata, whose names are not Percept's. */
final class TraceNetwork {
    /** What only tells what the tensors and the layers tell, too. */
    private static final Set<String> TOLD_TWICE = Set.of("type", "in", "features", "formula", "approximate");

    /** The settings that Percept calls otherwise. */
    private static final Map<String, String> SETTINGS =
            Map.of("negativeSlope", "slope", "negative_slope", "slope", "alpha", "slope");

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

    private Layer layer(JsonObject json, String name) {
        return switch (json.string("type")) {
            case "linear" -> new Linear(json.integer("out"), hasTensor(name + "bias"));
            case "maxout" -> new Maxout(json.integer("units"), json.integer("pieces"), hasTensor(name + "lin.bias"));
            case "prelu" -> new PRelu(json.integer("parameters", 1) > 1, json.number("initial", 0.25));
            case "batchNorm" -> new BatchNorm(json.number("epsilon"), json.number("momentum"));
            case "layerNorm" -> new LayerNorm(json.number("epsilon"));
            case "residual" -> new Residual(layers(json, "body", name + "body."));
            case "highway" -> new Highway(layers(json, json.has("h") ? "h" : "body", name + "h."));
            case "denseConcat" -> new DenseConcat(layers(json, "body", name + "body."));
            default -> new Elementwise(activation(json));
        };
    }

    private static Activation activation(JsonObject json) {
        String type = json.string("type").replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        String name =
                json.string("approximate", "none").equals("none") ? type : type + "-" + json.string("approximate");
        try {
            Activation standard = Settings.named(Activation.all(), name);
            Set<String> known = Settings.of(standard).keySet();
            Map<String, Object> settings = new LinkedHashMap<>();
            for (String setting : json.members().keySet()) {
                if (!TOLD_TWICE.contains(setting)) {
                    String ours = known.contains(setting) ? setting : SETTINGS.getOrDefault(setting, setting);
                    settings.put(ours, json.number(setting));
                }
            }
            return Settings.with(standard, settings);
        } catch (IllegalArgumentException unknown) {
            throw new JsonException("it needs the layer " + json + ": " + unknown.getMessage());
        }
    }

    /** What a network starts from says which of its parameters there are. */
    private boolean hasTensor(String name) {
        return file.tensors().containsKey("init." + name);
    }
}
