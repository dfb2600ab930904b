package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.data.CsvOptions;
import io.percept.data.CsvRows;
import io.percept.data.CsvSchema;
import io.percept.data.Datasets;
import io.percept.data.NpyRows;
import io.percept.data.RowReader;
import io.percept.model.AtomicFile;
import io.percept.model.Model;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Predicts the rows of a file one block after the other, whatever the size of the file. */
@Command(
        name = "predict",
        description = "Reads rows and writes for each what a saved model predicts: the class and its probabilities,"
                + " or the real numbers.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        versionProvider = PerceptCommand.Version.class,
        sortOptions = false)
final class PredictCommand implements Callable<Integer> {
    private static final String STANDARD = "-";

    private final Console console;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "The model, as 'train' saved it.")
    private Path model;

    @Option(
            names = "--data",
            paramLabel = "FILE|-",
            description =
                    "The rows: a CSV file, with or without the target columns, or an NPY file. Default: -, which is CSV from"
                            + " standard input.")
    private String source = STANDARD;

    @Option(
            names = "--output",
            paramLabel = "FILE|-",
            description = "Where to write the predictions. Default: -, which is standard output.")
    private String output = STANDARD;

    @Mixin
    private CsvFlags csv;

    @Mixin
    private DeviceFlags device;

    PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        device.options();
        boolean toFile = !output.equals(STANDARD);
        if (toFile) {
            AtomicFile.checkWritable(Path.of(output));
        }
        Model loaded = Model.load(model);
        try (Backends.Opened opened = device.open();
                RowReader rows = open(loaded.data().csvSchema());
                Predictions predictions = new Predictions(opened.device(), loaded, rows)) {
            opened.failed().forEach(reason -> console.message("percept: passed over " + reason));
            if (toFile) {
                AtomicFile.write(Path.of(output), out -> predictions.writeTo(channelStream(out)));
            } else {
                predictions.writeTo(console.out());
            }
            return Main.OK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RowReader open(CsvSchema schema) {
        if (source.equals(STANDARD)) {
            return CsvRows.of(console.in(), "standard input", schema, csv.options());
        }
        CsvOptions options = csv.options(List.of(source));
        if (Datasets.isArray(Path.of(source))) {
            return NpyRows.open(Path.of(source), schema);
        }
        return CsvRows.open(Path.of(source), schema, options);
    }

    private static OutputStream channelStream(AtomicFile.Output out) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(ByteBuffer.wrap(new byte[] {(byte) b}));
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(ByteBuffer.wrap(bytes, offset, length));
            }
        };
    }
}
