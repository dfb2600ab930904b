package io.percept.nn;

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
     * @param bias what every bias starts from, unless its layer says otherwise
     */
    public static float[] draw(Network network, Optional<Initializer> initializer, double bias, long seed) {
        ParameterLayout layout = new ParameterLayout(network.parameters());
        float[] values = new float[layout.size()];
        List<Parameter> parameters = layout.parameters();
        for (int index = 0; index < parameters.size(); index++) {
            Parameter parameter = parameters.get(index);
            int from = layout.offset(parameter);
            int to = from + parameter.size();
            if (parameter.initial() instanceof Parameter.Initial.Drawn drawn) {
                Initializer suiting = initializer.orElse(Initializer.suiting(drawn.before()));
                suiting.fill(
                        values, from, parameter.rows(), parameter.columns(), new CounterRandom(seed, STREAM + index));
            } else if (parameter.initial() instanceof Parameter.Initial.Bias) {
                Arrays.fill(values, from, to, (float) bias);
            } else if (parameter.initial() instanceof Parameter.Initial.Constant constant) {
                Arrays.fill(values, from, to, (float) constant.value());
            } else if (parameter.initial() instanceof Parameter.Initial.Normal normal) {
                CounterRandom random = new CounterRandom(normal.seed(), STREAM + index);
                for (int i = from; i < to; i++) {
                    values[i] = (float) (normal.deviation() * random.nextGaussian());
                }
            } else if (parameter.initial() instanceof Parameter.Initial.Octaves octaves) {
                for (int row = 0; row < parameter.rows(); row++) {
                    int column = row / octaves.octaves();
                    values[from + row * parameter.columns() + column] = Math.scalb(1f, row % octaves.octaves() - 1);
                }
            } else {
                throw new AssertionError("no values for " + parameter.initial());
            }
        }
        return values;
    }
}
