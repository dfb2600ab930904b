package io.percept.cli;

import io.percept.data.CsvOptions;
import io.percept.data.DataException;
import io.percept.data.Datasets;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that say how to read a CSV file. */
final class CsvFlags {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--target",
            paramLabel = "COLUMNS",
            description =
                    "The column of a CSV file to predict, or several with commas between them: names, or positions"
                            + " from 0. Default: the last one.")
    private List<String> targets = List.of();

    @Option(
            names = "--ignore",
            paramLabel = "COLUMNS",
            description = "Columns of a CSV file, with commas between them, that are neither features nor targets.")
    private List<String> ignored = List.of();

    @Option(
            names = "--header",
            paramLabel = "auto|yes|no",
            converter = Choices.OfHeader.class,
            completionCandidates = Choices.OfHeader.class,
            description = "Whether the first row of a CSV file names the columns. Default: auto.")
    private CsvOptions.Header header = CsvOptions.Header.AUTO;

    @Option(
            names = "--delimiter",
            paramLabel = "C",
            converter = Delimiter.class,
            description = "The character between the cells of a CSV file, or 'tab'. Default: found out.")
    private Character delimiter;

    @Option(names = "--decimal-comma", description = "The numbers of a CSV file have a decimal comma, as in 2,5.")
    private boolean decimalComma;

    @Option(
            names = "--unknown-category",
            paramLabel = "error|zero",
            converter = Choices.OfUnknownCategory.class,
            completionCandidates = Choices.OfUnknownCategory.class,
            description = "What to do about a category that the training data did not have: an error, or none of the"
                    + " known ones (all zero). Default: error.")
    private CsvOptions.UnknownCategory unknown = CsvOptions.UnknownCategory.ERROR;

    /**
     * How to read these sources, of which one at least must be a CSV file where columns are named.
     *
     * @throws ParameterException when none is
     */
    CsvOptions options(List<String> sources) {
        if (!targets.isEmpty()) {
            requireCsv(command, "--target", sources);
        }
        if (!ignored.isEmpty()) {
            requireCsv(command, "--ignore", sources);
        }
        return options();
    }

    /** How to read a CSV file. */
    CsvOptions options() {
        CsvOptions options = CsvOptions.DEFAULTS
                .withHeader(header)
                .withTargets(targets)
                .withIgnored(ignored)
                .withDecimalComma(decimalComma)
                .withUnknown(unknown);
        return delimiter == null ? options : options.withDelimiter(delimiter);
    }

    /** Throws a usage error for an option that names columns of a CSV file where there is none. */
    static void requireCsv(CommandSpec command, String option, List<String> sources) {
        if (sources.stream().noneMatch(source -> Datasets.kindOf(source) == Datasets.Kind.CSV)) {
            throw new ParameterException(
                    command.commandLine(),
                    option + " names a column of a CSV file, but the data is " + String.join(" and ", sources));
        }
    }

    /** One character, or the word for one that is hard to type. */
    static final class Delimiter implements ITypeConverter<Character> {
        @Override
        public Character convert(String written) {
            String text = written.equals("tab") || written.equals("\\t") ? "\t" : written;
            if (text.length() != 1) {
                throw new TypeConversionException("\"" + written + "\" is not one character");
            }
            try {
                CsvOptions.DEFAULTS.withDelimiter(text.charAt(0));
            } catch (DataException e) {
                throw new TypeConversionException(e.getMessage());
            }
            return text.charAt(0);
        }
    }
}
