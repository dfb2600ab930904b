package io.percept.cli;

import io.percept.data.ImageShape;
import io.percept.model.AtomicFile;
import io.percept.model.Model;
import io.percept.nn.Parameter;
import io.percept.plot.Png;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws what the first layer of a model looks for. */
@Command(
        name = "features",
        description =
                "Draws what each unit of a model's first layer looks for in an image, as a picture of its weights:"
                        + " positive ones lighter, negative ones darker than grey.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        versionProvider = PerceptCommand.Version.class,
        sortOptions = false)
final class FeaturesCommand implements Callable<Integer> {
    private static final String DEFAULT_OUTPUT = "features.png";
    private static final int DEFAULT_ZOOM = 2;
    private static final int MOST_PIXELS = 1 << 28;

    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "The model, as 'train' saved it.")
    private Path model;

    @Option(
            names = "--output",
            paramLabel = "FILE.png",
            description = "Where to write the picture. Default: " + DEFAULT_OUTPUT + ".")
    private Path output = Path.of(DEFAULT_OUTPUT);

    @Option(
            names = "--zoom",
            paramLabel = "N",
            description =
                    "Pixels of the picture for each weight, to the right and down. Default: " + DEFAULT_ZOOM + ".")
    private int zoom = DEFAULT_ZOOM;

    FeaturesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        AtomicFile.checkWritable(output);
        Model loaded = Model.load(model);
        Parameter weights = firstWeights(loaded);
        ImageShape shape = shape(loaded);
        FeatureSheet sheet = new FeatureSheet(loaded.values(weights), shape, zoom);
        if (sheet.pixels() > MOST_PIXELS) {
            throw new IllegalArgumentException("the picture would have " + Format.count(sheet.pixels())
                    + " pixels; take a smaller --zoom than " + zoom);
        }
        byte[] picture = Png.ofGreys(sheet.width(), sheet.greys());
        AtomicFile.write(output, out -> out.write(ByteBuffer.wrap(picture)));
        console.message("saved     " + output + ": " + Format.count(weights.rows(), "unit") + " of " + shape
                + " weights, " + sheet.width() + " x " + sheet.height() + " pixels");
        return Main.OK;
    }

    /** The weights of the first layer, which must see the features themselves. */
    private Parameter firstWeights(Model loaded) {
        Parameter first = loaded.network().parameters().get(0);
        if (first.kind() != Parameter.Kind.WEIGHT
                || first.columns() != loaded.network().inputs()) {
            throw new IllegalArgumentException(
                    model + " holds the network " + loaded.network().summary()
                            + ", which does not begin with a linear layer; only such weights can be drawn");
        }
        return first;
    }

    /** The images' shape, or the square that has as many pixels as there are features. */
    private ImageShape shape(Model loaded) {
        int features = loaded.network().inputs();
        int side = (int) Math.round(Math.sqrt(features));
        return loaded.data().imageShape().orElseGet(() -> {
            if (side * side != features) {
                throw new IllegalArgumentException(model + " was trained with " + features
                        + " features, which are neither images nor as many as a square has; only images can be drawn");
            }
            return new ImageShape(side, side);
        });
    }
}
