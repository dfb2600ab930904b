package io.percept.cli;

import io.percept.backend.Activation;
import io.percept.backend.Named;
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
    private static final Named DEFAULT_ACTIVATION = new Activation.Relu();

    @Option(
            names = "--hidden",
            paramLabel = "WIDTHS",
            converter = WidthsConverter.class,
            description = "The widths of the hidden layers, or 'none'. Default: " + DEFAULT_HIDDEN + ".")
    private Widths hidden;

    @Option(
            names = "--activation",
            paramLabel = "NAME[:SETTINGS]",
            converter = Choices.OfHiddenUnits.class,
            completionCandidates = Choices.OfHiddenUnits.class,
            description = "What the hidden units are: ${COMPLETION-CANDIDATES}; with settings: leaky-relu:slope=0.1,"
                    + " prelu:perUnit=true, maxout:3. Default: relu.")
    private Named activation;

    /** The network for that many features and outputs. */
    Network network(int inputs, int outputs) {
        Widths widths = hidden == null ? Widths.parse(DEFAULT_HIDDEN) : hidden;
        Network.Builder builder = Network.input(inputs);
        for (int width : widths.units) {
            HiddenUnits.layer(width, activation == null ? DEFAULT_ACTIVATION : activation)
                    .forEach(builder::add);
        }
        return builder.linear(outputs).build();
    }

    /**
     * Refuses options that describe another network than this one.
     *
     * @throws IllegalArgumentException when they do
     */
    void requireEqual(Network given, String file) {
        boolean sameWidths = hidden == null || hidden.units.equals(HiddenUnits.widths(given));
        boolean sameActivation = activation == null || HiddenUnits.areIn(given, activation);
        if (!sameWidths || !sameActivation) {
            throw new IllegalArgumentException(file + " holds the network " + given.summary()
                    + ", which is not what --hidden and --activation describe; leave them out to train it further");
        }
    }

    /** How many units each hidden layer has. */
    record Widths(List<Integer> units) {
        static Widths parse(String written) {
            List<Integer> units = new ArrayList<>();
            if (!written.isBlank() && !written.equals("none")) {
                for (String width : written.split(",", -1)) {
                    units.add(new Linear(Integer.parseInt(width.strip()), true).units());
                }
            }
            return new Widths(List.copyOf(units));
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
