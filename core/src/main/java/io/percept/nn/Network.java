package io.percept.nn;

import java.util.List;

/**
 * A network: how wide its input is, and its layers in order. Layers have positions, counted from 0, and parameters are named by them.
 *
 * <pre>{@code
 * Network network = Network.input(784).linear(128).relu().linear(10).build();
 * }</pre>
 *
 * @param inputs width of the input, at least 1
 * @param layers the layers, at least one with something to learn
 */
public record Network(int inputs, List<Layer> layers) {
    /**
     * Checks that the layers fit together.
     *
     * @throws IllegalArgumentException when one does not fit what comes before it; the message names the layer, both sizes and what
     *     would help
     */
    public Network {
        layers = List.copyOf(layers);
        if (inputs < 1) {
            throw new IllegalArgumentException("an input of width " + inputs + "; it must be at least 1");
        }
        Chain.outputs(layers, "", inputs);
        if (Chain.parameters(layers, "", inputs).stream()
                .noneMatch(parameter -> parameter.kind().trained())) {
            throw new IllegalArgumentException("the network has nothing to learn; add a linear layer");
        }
    }

    /** Starts a network for inputs of that width. */
    public static Builder input(int columns) {
        return new Builder(columns);
    }

    /** The width of the output. */
    public int outputs() {
        return Chain.outputs(layers, "", inputs);
    }

    /** Everything the network learns or keeps, in the order of the layers. */
    public List<Parameter> parameters() {
        return Chain.parameters(layers, "", inputs);
    }

    /** The number of learned values. */
    public long parameterCount() {
        return parameters().stream()
                .filter(parameter -> parameter.kind().trained())
                .mapToLong(Parameter::size)
                .sum();
    }

    /** The network on one line: {@code 784 - linear 128 - relu - linear 10}. */
    public String summary() {
        return inputs + " - " + Chain.summary(layers);
    }

    /** Adds layers one after another. */
    public static final class Builder extends LayerBuilder<Builder> {
        private final int inputs;

        private Builder(int inputs) {
            this.inputs = inputs;
        }

        @Override
        Builder self() {
            return this;
        }

        /** The network; throws {@link IllegalArgumentException} when its layers do not fit together. */
        public Network build() {
            return new Network(inputs, layers());
        }
    }
}
