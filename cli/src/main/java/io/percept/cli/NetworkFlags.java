package io.percept.cli;

import io.percept.backend.Activation;
import io.percept.backend.Named;
import io.percept.nn.Linear;
import io.percept.nn.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that describe a network; its input and output come from the data. */
final class NetworkFlags {
    private static final String DEFAULT_HIDDEN = "256,128";
    private static final Named DEFAULT_ACTIVATION = new Activation.Relu();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--network",
            paramLabel = "FILE.json",
            description =
                    "The whole network, described as 'percept summary --json' shows it and as model files hold it;"
                            + " takes the place of the other options of a network.")
    private Path file;

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

    @Mixin
    private BlockFlags blocks;

    /** Throws a usage error for options that exclude each other. */
    void check() {
        blocks.check();
        if (file != null) {
            List<String> others = new ArrayList<>(blocks.given());
            if (hidden != null) {
                others.add("--hidden");
            }
            if (activation != null) {
                others.add("--activation");
            }
            if (!others.isEmpty()) {
                throw new ParameterException(
                        command.commandLine(),
                        "--network describes the whole network, so that it and " + String.join(", ", others)
                                + " exclude each other");
            }
        }
    }

    /**
     * The network for that many features and outputs.
     *
     * @throws IllegalArgumentException when what is described does not fit together, or not to the features
     */
    Network network(int inputs, int outputs) {
        if (file != null) {
            return NetworkFile.read(file, inputs);
        }
        Widths widths = hidden == null ? Widths.parse(DEFAULT_HIDDEN) : hidden;
        return blocks.network(inputs, widths.units, activation == null ? DEFAULT_ACTIVATION : activation, outputs);
    }

    /**
     * Refuses options that describe another network than this one.
     *
     * @throws IllegalArgumentException when they do
     */
    void requireEqual(Network given, String model) {
        boolean whole = file != null || !blocks.given().isEmpty();
        boolean equal = whole
                ? network(given.inputs(), given.outputs()).equals(given)
                : (hidden == null || hidden.units.equals(HiddenUnits.widths(given)))
                        && (activation == null || HiddenUnits.areIn(given, activation));
        if (!equal) {
            throw new IllegalArgumentException(model + " holds the network " + given.summary()
                    + ", which is not what " + (whole ? "the options of a network" : "--hidden and --activation")
                    + " describe; leave them out to train it further");
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
