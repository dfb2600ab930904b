package io.percept.model;

import io.percept.backend.Loss;
import io.percept.nn.Network;
import io.percept.nn.Parameter;
import io.percept.nn.ParameterLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A trained network with all that is needed to use it. Immutable; two models are equal when they would be saved as equal files. */
public final class Model {
    private final Network network;
    private final Loss loss;
    private final DataDescription data;
    private final ParameterLayout layout;
    private final float[] parameters;

    /**
     * A model.
     *
     * @param loss what it was trained to minimise, which decides what its outputs mean
     * @param data what it was trained with
     * @param parameters in the network's {@link ParameterLayout}; copied
     * @throws IllegalArgumentException when the parts do not fit together
     */
    public Model(Network network, Loss loss, DataDescription data, float[] parameters) {
        require(network.inputs(), data.features().width(), "inputs", "features");
        require(network.outputs(), outputs(loss, data), "outputs", "needed for " + loss.name());
        this.layout = new ParameterLayout(network.parameters());
        if (parameters.length != layout.size()) {
            throw new IllegalArgumentException(
                    "there are " + parameters.length + " parameters; the network's layout has " + layout.size());
        }
        this.network = network;
        this.loss = loss;
        this.data = data;
        this.parameters = parameters.clone();
    }

    private static void require(int has, int needed, String what, String why) {
        if (has != needed) {
            throw new IllegalArgumentException(
                    "the network has " + has + " " + what + " but " + needed + " are " + why);
        }
    }

    /** How many outputs a network needs for this loss on such data. */
    private static int outputs(Loss loss, DataDescription data) {
        return Outputs.count(loss, data.classes(), data.targets().size());
    }

    public Network network() {
        return network;
    }

    public Loss loss() {
        return loss;
    }

    public DataDescription data() {
        return data;
    }

    /** A copy of the flat parameters, in the network's {@link ParameterLayout}. */
    public float[] parameters() {
        return parameters.clone();
    }

    /** The values of one parameter, row-major. */
    public float[] values(Parameter parameter) {
        int from = layout.offset(parameter);
        return Arrays.copyOfRange(parameters, from, from + parameter.size());
    }

    /** What the network's outputs mean. */
    public Outputs outputs() {
        return new Outputs(loss.prediction(), data.classes());
    }

    /**
     * Saves the model; an existing file is replaced as a whole or not at all.
     *
     * @throws ModelException when it cannot be written
     */
    public void save(Path file) {
        ModelFile.write(this, file);
    }

    /**
     * Loads a model.
     *
     * @throws ModelException when the file cannot be read or is not a model
     */
    public static Model load(Path file) {
        return of(Safetensors.read(file));
    }

    /** Whether a file holds a model, and not only tensors that something else wrote. */
    public static boolean isIn(SafetensorsFile file) {
        return ModelFile.isModel(file);
    }

    /**
     * The model that a file holds.
     *
     * @throws ModelException when it holds none
     */
    public static Model of(SafetensorsFile file) {
        return ModelFile.read(file);
    }

    /**
     * A network's parameters from a file that holds them under their names, whatever wrote it: those of a PyTorch {@code Sequential}
     * of the same layers fit.
     *
     * @return the parameters in the network's {@link ParameterLayout}
     * @throws ModelException when the file lacks one, has one of another shape, or has others
     */
    public static float[] parametersOf(SafetensorsFile file, Network network) {
        return ModelFile.readParameters(file, network);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Model that
                && network.equals(that.network)
                && loss.equals(that.loss)
                && data.equals(that.data)
                && Arrays.equals(parameters, that.parameters);
    }

    @Override
    public int hashCode() {
        return List.of(network, loss, data, Arrays.hashCode(parameters)).hashCode();
    }

    @Override
    public String toString() {
        return "model " + network.summary() + ", " + loss.name();
    }
}
