package io.percept.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How to read a CSV file. {@link #DEFAULTS} suits most files; the {@code with} methods change one thing each. Immutable. */
public final class CsvOptions {
    /** Everything is found out from the file; the target is the last column. */
    public static final CsvOptions DEFAULTS = new CsvOptions();

    private Header header = Header.AUTO;
    private Optional<Character> delimiter = Optional.empty();
    private List<String> targets = List.of();
    private TargetKind kind = TargetKind.AUTO;
    private List<String> categorical = List.of();
    private List<String> ignored = List.of();
    private Optional<String> weights = Optional.empty();
    private boolean decimalComma;
    private boolean missingAllowed = true;
    private UnknownCategory unknown = UnknownCategory.ERROR;
    private Optional<Path> targetFile = Optional.empty();
    private Storage storage = Storage.automatic();

    private CsvOptions() {}

    /** Whether the first row names the columns. */
    public enum Header {
        /**
         * It does when a target or the weights are given by a name; when it names all columns that are expected; when it has a word where
         * the second row has a number; and, when there is no second row, when it has nothing but words. A first row with a word above a
         * number that also holds numbers is refused, and so are two first rows without any number: they can be either.
         */
        AUTO,
        YES,
        NO
    }

    /** What the target columns hold. */
    public enum TargetKind {
        /**
         * One column holds classes when it holds a word, or when it holds only integers, at most {@value TargetColumn#MOST_NUMBERS}
         * different ones, and each stands for two rows or more on average; real numbers otherwise. A column with a word among more
         * different numbers than that is refused: it is more likely a column of numbers with a mistake.
         *
         * <p>Several columns hold labels (1 where one applies, 0 where not) when there is no other number in any of them, and real
         * numbers otherwise.
         */
        AUTO,
        /** Each different text is a class, numbers too. For one column only. */
        CLASSES,
        REAL
    }

    /** What to do about a category that the first file did not have. */
    public enum UnknownCategory {
        /** It is refused, by its line and column. */
        ERROR,
        /** All features of its column are 0: it is none of the categories. */
        ZERO
    }

    /** Whether the first row names the columns. */
    public Header header() {
        return header;
    }

    /** The character between cells; without one the most frequent of comma, semicolon and tab in the first line. */
    public Optional<Character> delimiter() {
        return delimiter;
    }

    /**
     * The columns to predict: each a name in the header or, when it is none, a zero-based index or several names or indices with
     * commas between them; when the list is empty, the last column.
     */
    public List<String> targets() {
        return targets;
    }

    /** What the target columns hold. */
    public TargetKind kind() {
        return kind;
    }

    /**
     * Columns that hold categories although they hold numbers, or more different texts than are taken for categories otherwise; given as
     * {@link #targets()} are.
     */
    public List<String> categorical() {
        return categorical;
    }

    /**
     * Columns that are neither features nor targets; given as {@link #targets()} are. A file that must go with a first one need not
     * have them.
     */
    public List<String> ignored() {
        return ignored;
    }

    /** The column that says what each row counts for, given as a target is; it is no feature then. */
    public Optional<String> weights() {
        return weights;
    }

    /** Whether numbers have a decimal comma (2,5) rather than a decimal point. */
    public boolean decimalComma() {
        return decimalComma;
    }

    /** Whether features may be missing: they become NaN then. Targets never may. */
    public boolean missingAllowed() {
        return missingAllowed;
    }

    /** What to do about a category that the first file did not have. */
    public UnknownCategory unknown() {
        return unknown;
    }

    /** The array of targets where the features are an NPY file. */
    public Optional<Path> targetFile() {
        return targetFile;
    }

    /** Where to keep what was read. */
    public Storage storage() {
        return storage;
    }

    private CsvOptions with(Consumer<CsvOptions> change) {
        CsvOptions copy = new CsvOptions();
        copy.header = header;
        copy.delimiter = delimiter;
        copy.targets = targets;
        copy.kind = kind;
        copy.categorical = categorical;
        copy.ignored = ignored;
        copy.weights = weights;
        copy.decimalComma = decimalComma;
        copy.missingAllowed = missingAllowed;
        copy.unknown = unknown;
        copy.targetFile = targetFile;
        copy.storage = storage;
        change.accept(copy);
        return copy;
    }

    public CsvOptions withHeader(Header newHeader) {
        return with(copy -> copy.header = newHeader);
    }

    /**
     * With this character between cells.
     *
     * @throws DataException when it is a quote or a line end
     */
    public CsvOptions withDelimiter(char newDelimiter) {
        if (newDelimiter == '"' || newDelimiter == '\n' || newDelimiter == '\r') {
            throw new DataException("the delimiter of cells cannot be a quote or a line end");
        }
        return with(copy -> copy.delimiter = Optional.of(newDelimiter));
    }

    public CsvOptions withTargets(List<String> newTargets) {
        List<String> unchanging = List.copyOf(newTargets);
        return with(copy -> copy.targets = unchanging);
    }

    public CsvOptions withTarget(String newTarget) {
        return withTargets(List.of(newTarget));
    }

    public CsvOptions withTarget(int index) {
        return withTarget(Integer.toString(index));
    }

    public CsvOptions withTargetKind(TargetKind newKind) {
        return with(copy -> copy.kind = newKind);
    }

    public CsvOptions withCategorical(List<String> columns) {
        List<String> unchanging = List.copyOf(columns);
        return with(copy -> copy.categorical = unchanging);
    }

    public CsvOptions withIgnored(List<String> columns) {
        List<String> unchanging = List.copyOf(columns);
        return with(copy -> copy.ignored = unchanging);
    }

    public CsvOptions withWeights(String column) {
        return with(copy -> copy.weights = Optional.of(column));
    }

    public CsvOptions withDecimalComma(boolean comma) {
        return with(copy -> copy.decimalComma = comma);
    }

    public CsvOptions withMissingAllowed(boolean allowed) {
        return with(copy -> copy.missingAllowed = allowed);
    }

    public CsvOptions withUnknown(UnknownCategory newUnknown) {
        return with(copy -> copy.unknown = newUnknown);
    }

    public CsvOptions withStorage(Storage newStorage) {
        return with(copy -> copy.storage = newStorage);
    }

    public CsvOptions withTargetFile(Optional<Path> file) {
        return with(copy -> copy.targetFile = file);
    }
}
