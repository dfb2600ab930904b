package io.percept.cli;

import io.percept.backend.Named;
import io.percept.nn.Dropout;
import io.percept.nn.Fourier;
import io.percept.nn.Layer;
import io.percept.nn.LayerBuilder;
import io.percept.nn.Network;
import io.percept.nn.Positional;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that say what stands before the hidden layers, in them and around them. */
final class BlockFlags {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--dropout",
            paramLabel = "P",
            converter = DropoutConverter.class,
            description = "Drop outputs of each hidden layer with this probability in training. Default: 0.")
    private Dropout dropout;

    @Option(
            names = "--batch-norm",
            description = "Normalise each hidden layer's sums over the batch, before the activation.")
    private boolean batchNorm;

    @Option(
            names = "--layer-norm",
            description = "Normalise each hidden layer's sums over the layer, before the activation.")
    private boolean layerNorm;

    @Option(
            names = "--residual",
            description = "Add a hidden layer's input to its output, wherever both are equally wide.")
    private boolean residual;

    @Option(
            names = "--highway",
            description = "Let a learned gate choose between a hidden layer's output and its input, wherever both are"
                    + " equally wide.")
    private boolean highway;

    @Option(names = "--dense-concat", description = "Join each hidden layer's input to its output.")
    private boolean denseConcat;

    @Option(
            names = "--fourier",
            paramLabel = "N[:SCALE]",
            converter = FourierConverter.class,
            description = "Learn from sines and cosines of N random mixtures of the features, which makes fine detail"
                    + " learnable from coordinates; the larger the scale, the finer. Default scale: 1.")
    private Fourier fourier;

    @Option(
            names = "--positional",
            paramLabel = "OCTAVES",
            converter = PositionalConverter.class,
            description = "Learn from sines and cosines of each feature at so many octaves.")
    private Positional positional;

    /** The names of the options that are given. */
    List<String> given() {
        return Stream.of(
                        given("--dropout", dropout != null),
                        given("--batch-norm", batchNorm),
                        given("--layer-norm", layerNorm),
                        given("--residual", residual),
                        given("--highway", highway),
                        given("--dense-concat", denseConcat),
                        given("--fourier", fourier != null),
                        given("--positional", positional != null))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> given(String option, boolean is) {
        return is ? Optional.of(option) : Optional.empty();
    }

    /** Throws a usage error for options that exclude each other. */
    void check() {
        excludeEachOther("--batch-norm", batchNorm, "--layer-norm", layerNorm);
        excludeEachOther("--residual", residual, "--highway", highway);
        excludeEachOther("--residual", residual, "--dense-concat", denseConcat);
        excludeEachOther("--highway", highway, "--dense-concat", denseConcat);
        excludeEachOther("--fourier", fourier != null, "--positional", positional != null);
    }

    private void excludeEachOther(String one, boolean first, String other, boolean second) {
        if (first && second) {
            throw new ParameterException(
                    command.commandLine(), one + " and " + other + " exclude each other; for both, use --network");
        }
    }

    /**
     * A network with hidden layers of these widths.
     *
     * @param units what the hidden layers are made of
     * @throws IllegalArgumentException when an option does not fit them
     */
    Network network(int inputs, List<Integer> hidden, Named units, int outputs) {
        Network.Builder builder = Network.input(inputs);
        int width = inputs;
        Layer encoding = fourier == null ? positional : fourier;
        if (encoding != null) {
            builder.add(encoding);
            width = encoding.outputs(inputs);
        }
        boolean bypassed = false;
        for (int next : hidden) {
            boolean equal = next == width;
            Consumer<LayerBuilder<?>> unit = to -> append(to, HiddenUnits.layer(next, units));
            if (residual && equal) {
                builder.residual(unit::accept);
            } else if (highway && equal) {
                builder.highway(unit::accept);
            } else if (denseConcat) {
                builder.denseConcat(unit::accept);
            } else {
                unit.accept(builder);
            }
            bypassed |= equal;
            width = next + (denseConcat ? width : 0);
        }
        if ((residual || highway) && !bypassed) {
            throw new IllegalArgumentException((residual ? "--residual" : "--highway")
                    + " needs a hidden layer that is as wide as what comes before it, but there is none; make two"
                    + " neighbours equal, as in --hidden 128,128");
        }
        return builder.linear(outputs).build();
    }

    private void append(LayerBuilder<?> to, List<Layer> layers) {
        to.add(layers.get(0));
        if (batchNorm) {
            to.batchNorm();
        } else if (layerNorm) {
            to.layerNorm();
        }
        layers.subList(1, layers.size()).forEach(to::add);
        if (dropout != null) {
            to.add(dropout);
        }
    }

    private static double number(String written, String remedy) {
        try {
            return Double.parseDouble(written);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + written + "\" is not a number; " + remedy);
        }
    }

    private static int whole(String written, String remedy) {
        try {
            return Integer.parseInt(written);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + written + "\" is not a whole number; " + remedy);
        }
    }

    private static <L extends Layer> L layer(Supplier<L> layer) {
        try {
            return layer.get();
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    static final class DropoutConverter implements ITypeConverter<Dropout> {
        @Override
        public Dropout convert(String written) {
            double probability = number(written, "write a probability, as in 0.5");
            return layer(() -> new Dropout(probability));
        }
    }

    static final class FourierConverter implements ITypeConverter<Fourier> {
        private static final String REMEDY = "write how many frequencies, and perhaps a scale, as in 128:10";

        @Override
        public Fourier convert(String written) {
            String[] parts = written.split(":", 2);
            int count = whole(parts[0], REMEDY);
            Fourier standard = layer(() -> new Fourier(count));
            double scale = parts.length == 1 ? standard.scale() : number(parts[1], REMEDY);
            return layer(() -> new Fourier(count, scale, standard.seed()));
        }
    }

    static final class PositionalConverter implements ITypeConverter<Positional> {
        @Override
        public Positional convert(String written) {
            int octaves = whole(written, "write how many octaves, as in 6");
            return layer(() -> new Positional(octaves));
        }
    }
}
