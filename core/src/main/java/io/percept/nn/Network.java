package io.percept.nn;

import io.percept.backend.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * A network: how wide its input is, and its layers in order. Layers have positions, counted from 0, and parameters are named by them.
 *
 * <pre>{@code
 * Network network = Network.input(784).linear(128).relu().linear(10).build();
 * }</pre>
 *
 * @param inputs width of the input, at least 1
 * @param layers the layers, at least one with parameters
 */
public record Network(int inputs, List<Layer> layers) {
    public Network {
        layers = List.copyOf(layers);
        if (inputs < 1) {
            throw new IllegalArgumentException("an input of width " + inputs + "; it must be at least 1");
        }
        if (layers.stream().noneMatch(Layer.Linear.class::isInstance)) {
            throw new IllegalArgumentException("the network has nothing to learn; add a linear layer");
        }
    }

    /** Starts a network for inputs of that width. */
    public static Builder input(int columns) {
        return new Builder(columns);
    }

    /** The width of the output. */
    public int outputs() {
        int width = inputs;
        for (Layer layer : layers) {
            width = layer.outputs(width);
        }
        return width;
    }

    /** Everything the network learns, in the order of the layers. */
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        int width = inputs;
        for (int i = 0; i < layers.size(); i++) {
            for (Parameter parameter : layers.get(i).parameters(width)) {
                parameters.add(parameter.withPrefix(i + "."));
            }
            width = layers.get(i).outputs(width);
        }
        return List.copyOf(parameters);
    }

    /** The number of learned values. */
    public long parameterCount() {
        return parameters().stream().mapToLong(Parameter::size).sum();
    }

    /** The network on one line: {@code 784 - linear 128 - relu - linear 10}. */
    public String summary() {
        StringBuilder text = new StringBuilder().append(inputs);
        for (Layer layer : layers) {
            text.append(" - ");
            if (layer instanceof Layer.Linear linear) {
                text.append("linear ").append(linear.units()).append(linear.bias() ? "" : " without bias");
            } else if (layer instanceof Layer.Elementwise elementwise) {
                text.append(elementwise.activation().name());
            }
        }
        return text.toString();
    }

    /** Adds layers one after another. */
    public static final class Builder {
        private final int inputs;
        private final List<Layer> layers = new ArrayList<>();

        private Builder(int inputs) {
            this.inputs = inputs;
        }

        /** A fully connected layer with biases. */
        public Builder linear(int units) {
            return add(new Layer.Linear(units, true));
        }

        /** A fully connected layer without biases. */
        public Builder linearWithoutBias(int units) {
            return add(new Layer.Linear(units, false));
        }

        public Builder relu() {
            return activation(new Activation.Relu());
        }

        public Builder tanh() {
            return activation(new Activation.Tanh());
        }

        public Builder sigmoid() {
            return activation(new Activation.Sigmoid());
        }

        public Builder activation(Activation activation) {
            return add(new Layer.Elementwise(activation));
        }

        public Builder add(Layer layer) {
            layers.add(layer);
            return this;
        }

        public Network build() {
            return new Network(inputs, layers);
        }
    }
}
