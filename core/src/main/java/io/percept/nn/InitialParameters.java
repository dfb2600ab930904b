package io.percept.nn;

import io.percept.backend.Activation;
import io.percept.backend.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Draws the values that a network's parameters start from. */
public final class InitialParameters {
    /** Streams of the generator that weights are drawn from: this one plus the parameter's position in the network. */
    private static final long STREAM = 1L << 32;

    private InitialParameters() {}

    /**
     * The flat parameters in the network's layout; the same for equal arguments, on every machine.
     *
     * @param initializer for all weights; empty for what suits the activation after each layer
     * @param bias what every bias starts from
     */
    public static float[] draw(Network network, Optional<Initializer> initializer, double bias, long seed) {
        ParameterLayout layout = new ParameterLayout(network.parameters());
        float[] values = new float[layout.size()];
        List<Parameter> parameters = layout.parameters();
        int index = 0;
        for (int i = 0; i < network.layers().size(); i++) {
            Initializer suiting = initializer.orElse(Initializer.suiting(activationAfter(network, i)));
            String prefix = i + ".";
            for (; index < parameters.size() && parameters.get(index).name().startsWith(prefix); index++) {
                Parameter parameter = parameters.get(index);
                int from = layout.offset(parameter);
                if (parameter.kind() == Parameter.Kind.BIAS) {
                    Arrays.fill(values, from, from + parameter.size(), (float) bias);
                } else {
                    CounterRandom random = new CounterRandom(seed, STREAM + index);
                    for (int j = 0; j < parameter.size(); j++) {
                        values[from + j] = (float) suiting.draw(random, parameter.columns(), parameter.rows());
                    }
                }
            }
        }
        return values;
    }

    private static Activation activationAfter(Network network, int layer) {
        List<Layer> layers = network.layers();
        return layer + 1 < layers.size() && layers.get(layer + 1) instanceof Layer.Elementwise elementwise
                ? elementwise.activation()
                : new Activation.Identity();
    }
}
