package io.percept.cli;

import io.percept.data.CsvOptions;
import io.percept.data.Datasets;
import io.percept.data.TrainTest;
import io.percept.model.DataDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what to train with. */
final class SourceFlags {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--data",
            paramLabel = "digits|FOLDER|FILE",
            description =
                    "The bundled digits, a CSV file, a folder with IDX files as of MNIST, or NumPy's arrays: an NPY file"
                            + " and --targets, or a folder or NPZ file with x and y or x_train, y_train, x_test and y_test."
                            + " Default: ${DEFAULT-VALUE}.")
    private String source = Datasets.DIGITS;

    @Option(
            names = "--targets",
            paramLabel = "FILE.npy",
            description = "The targets where --data is an NPY file: whole numbers for classes, or real numbers.")
    private Path targets;

    @Option(
            names = "--target-kind",
            paramLabel = "auto|classes|real",
            converter = Choices.OfTargetKind.class,
            completionCandidates = Choices.OfTargetKind.class,
            description = "What the target column of a CSV file holds. Default: auto.")
    private CsvOptions.TargetKind kind = CsvOptions.TargetKind.AUTO;

    @Option(
            names = "--categorical",
            paramLabel = "COLUMNS",
            description = "Columns of a CSV file, with commas between them, that hold categories although they hold"
                    + " numbers or very many different texts. Columns of nothing but words are found.")
    private List<String> categorical = List.of();

    @Option(
            names = "--sample-weights",
            paramLabel = "COLUMN",
            description = "The column of a CSV file that says what each row counts for in the loss, 0 or more; it is no"
                    + " feature then. The validation loss is weighted too; tests never are. Default: 1 each.")
    private String sampleWeights;

    /** As the user wrote it. */
    String source() {
        return source;
    }

    /**
     * Reads the data.
     *
     * @param known what a model that is trained further knows of its data
     */
    TrainTest open(CsvOptions csv, Optional<DataDescription> known) {
        if (known.isPresent() && !categorical.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "--categorical has no effect with --init, whose model knows its categories");
        }
        if (!categorical.isEmpty()) {
            CsvFlags.requireCsv(command, "--categorical", List.of(source));
        }
        CsvOptions withTargets = csv.withTargetFile(Optional.ofNullable(targets));
        CsvOptions options = sampleWeights == null ? withTargets : withTargets.withWeights(sampleWeights);
        TrainTest data = known.map(like -> Datasets.openLike(source, like.csvSchema(), like.imageShape(), options))
                .orElseGet(
                        () -> Datasets.open(source, options.withTargetKind(kind).withCategorical(categorical)));
        if (sampleWeights != null && data.train().weights().isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "--sample-weights names a column of a CSV file, but the data is " + source);
        }
        return data;
    }

    /** How to read a further file to test with: a column of weights is no feature there either, and tests are not weighted. */
    CsvOptions forTest(CsvOptions csv) {
        return sampleWeights == null
                ? csv
                : csv.withIgnored(Stream.concat(csv.ignored().stream(), Stream.of(sampleWeights))
                        .toList());
    }
}
