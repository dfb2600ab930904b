package io.percept.nn;

import io.percept.backend.Activation;
import io.percept.backend.Rectifier;
import io.percept.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Layers one after another, in a network or in a block of one; positions count from 0. */
final class Chain {
    private Chain() {}

    /** A block's layers, at least one. */
    static List<Layer> of(List<Layer> layers, String block) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a " + block + " block without layers; it must have at least one");
        }
        return List.copyOf(layers);
    }

    /**
     * The width of the last layer's output.
     *
     * @param prefix what the layers' positions start with
     * @throws MisfitException when a layer cannot take what comes before it; it names the layer
     */
    static int outputs(List<Layer> layers, String prefix, int inputs) {
        int width = inputs;
        for (int i = 0; i < layers.size(); i++) {
            width = outputs(layers.get(i), prefix + i, width);
        }
        return width;
    }

    /** The same for one layer. */
    static int outputs(Layer layer, String position, int inputs) {
        try {
            return layer.outputs(inputs);
        } catch (MisfitException inner) {
            throw inner.inside(position);
        } catch (ArithmeticException | IllegalArgumentException misfit) {
            throw new MisfitException(position, layer.type(), misfit.getMessage());
        }
    }

    /** What the layers learn or keep, in their order. */
    static List<Parameter> parameters(List<Layer> layers, String prefix, int inputs) {
        List<Parameter> parameters = new ArrayList<>();
        int width = inputs;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            Activation after = activationAfter(layers, i);
            for (Parameter parameter : layer.parameters(width)) {
                Parameter own = layer instanceof Linear ? parameter.before(after) : parameter;
                parameters.add(own.withPrefix(prefix + i + "."));
            }
            width = layer.outputs(width);
        }
        return List.copyOf(parameters);
    }

    /** The activation that follows, perhaps after a normalisation or dropout; identity where there is none. */
    private static Activation activationAfter(List<Layer> layers, int layer) {
        int next = layer + 1;
        while (next < layers.size() && keepsShape(layers.get(next))) {
            next++;
        }
        if (next < layers.size() && layers.get(next) instanceof Elementwise elementwise) {
            return elementwise.activation();
        } else if (next < layers.size() && layers.get(next) instanceof PRelu prelu) {
            return new Rectifier.LeakyRelu(prelu.slope());
        }
        return new Activation.Identity();
    }

    /** Whether a layer changes nothing that an initialiser would care about. */
    private static boolean keepsShape(Layer layer) {
        return layer instanceof BatchNorm || layer instanceof LayerNorm || layer instanceof Dropout;
    }

    static String summary(List<Layer> layers) {
        return layers.stream().map(Layer::summary).collect(Collectors.joining(" - "));
    }

    static List<JsonObject> describe(List<Layer> layers, int inputs) {
        List<JsonObject> descriptions = new ArrayList<>();
        int width = inputs;
        for (Layer layer : layers) {
            descriptions.add(layer.describe(width));
            width = layer.outputs(width);
        }
        return descriptions;
    }
}
