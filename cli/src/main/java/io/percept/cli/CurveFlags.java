package io.percept.cli;

import io.percept.model.AtomicFile;
import io.percept.plot.Curve;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says where to write a curve, and in which form. */
final class CurveFlags {
    private static final Map<String, Function<Curve, String>> FORMS = Map.of(
            ".csv", Curve::csv,
            ".json", curve -> curve.json().toString() + "\n",
            ".svg", Curve::svg);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--curve",
            paramLabel = "FILE",
            description =
                    "Where to write the curve: as a table to a file that ends in .csv or .json, as a picture to one"
                            + " that ends in .svg. May be given several times.")
    private List<Path> files = List.of();

    /** Throws a usage error for a file of another kind, and looks whether the files can be written. */
    void check() {
        for (Path file : files) {
            if (FORMS.keySet().stream().noneMatch(nameOf(file)::endsWith)) {
                throw new ParameterException(
                        command.commandLine(), "--curve is " + file + "; its name must end in .csv, .json or .svg");
            }
            AtomicFile.checkWritable(file);
        }
    }

    void write(Curve curve) {
        for (Path file : files) {
            FORMS.forEach((ending, form) -> {
                if (nameOf(file).endsWith(ending)) {
                    byte[] text = form.apply(curve).getBytes(StandardCharsets.UTF_8);
                    AtomicFile.write(file, out -> out.write(ByteBuffer.wrap(text)));
                }
            });
        }
    }

    private static String nameOf(Path file) {
        return file.toString().toLowerCase(Locale.ROOT);
    }
}
