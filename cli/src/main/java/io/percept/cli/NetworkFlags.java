package io.percept.cli;

import io.percept.backend.Activation;
import io.percept.nn.Elementwise;
import io.percept.nn.Layer;
import io.percept.nn.Linear;
import io.percept.nn.Network;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that describe a network; its input and output come from the data. */
final class NetworkFlags {
    private static final String DEFAULT_HIDDEN = "256,128";
    private static final Activation DEFAULT_ACTIVATION = new Activation.Relu();

    @Option(
            names = "--hidden",
            paramLabel = "WIDTHS",
            converter = WidthsConverter.class,
            description = "The widths of the hidden layers, or 'none'. Default: " + DEFAULT_HIDDEN + ".")
    private Widths hidden;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            converter = Choices.OfActivation.class,
            completionCandidates = Choices.OfActivation.class,
            description = "The activation after each hidden layer: ${COMPLETION-CANDIDATES}. Default: relu.")
    private Activation activation;

    /** The network for that many features and outputs. */
    Network network(int inputs, int outputs) {
        Widths widths = hidden == null ? Widths.parse(DEFAULT_HIDDEN) : hidden;
        return network(inputs, widths, activation == null ? DEFAULT_ACTIVATION : activation, outputs);
    }

    private static Network network(int inputs, Widths hidden, Activation activation, int outputs) {
        Network.Builder builder = Network.input(inputs);
        hidden.layers.forEach(layer -> builder.add(layer).activation(activation));
        return builder.linear(outputs).build();
    }

    /**
     * Refuses options that describe another network than this one.
     *
     * @throws IllegalArgumentException when they do
     */
    void requireEqual(Network given, String file) {
        boolean sameWidths = hidden == null || hidden.layers.equals(hiddenLayers(given));
        boolean sameActivation = activation == null
                || given.layers().stream()
                        .filter(Elementwise.class::isInstance)
                        .allMatch(new Elementwise(activation)::equals);
        if (!sameWidths || !sameActivation) {
            throw new IllegalArgumentException(file + " holds the network " + given.summary()
                    + ", which is not what --hidden and --activation describe; leave them out to train it further");
        }
    }

    private static List<Layer> hiddenLayers(Network network) {
        List<Layer> linear =
                network.layers().stream().filter(Linear.class::isInstance).toList();
        return linear.subList(0, linear.size() - 1);
    }

    /** Hidden layers. */
    record Widths(List<Layer> layers) {
        static Widths parse(String written) {
            List<Layer> layers = new ArrayList<>();
            if (!written.isBlank() && !written.equals("none")) {
                for (String width : written.split(",", -1)) {
                    layers.add(new Linear(Integer.parseInt(width.strip()), true));
                }
            }
            return new Widths(List.copyOf(layers));
        }
    }

    static final class WidthsConverter implements ITypeConverter<Widths> {
        @Override
        public Widths convert(String written) {
            try {
                return Widths.parse(written);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("\"" + written
                        + "\" is not a list of widths; write whole numbers with commas between them, as in 128,64");
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
