package io.percept.data;

import java.util.Optional;

/**
 * How to read a CSV file. {@link #DEFAULTS} suits most files; the {@code with} methods change one thing each.
 *
 * @param header whether the first row names the columns
 * @param separator the character between cells; without one the most frequent of comma, semicolon and tab in the first line
 * @param target the column to predict: a name in the header or, when it is none, a zero-based index; without one the last column
 * @param kind what the target column holds
 */
public record CsvOptions(Header header, Optional<Character> separator, Optional<String> target, TargetKind kind) {
    /** Everything is found out from the file; the target is the last column. */
    public static final CsvOptions DEFAULTS =
            new CsvOptions(Header.AUTO, Optional.empty(), Optional.empty(), TargetKind.AUTO);

    /**
     * Checks the separator.
     *
     * @throws DataException when the separator is a quote or a line end
     */
    public CsvOptions {
        separator.filter(c -> c == '"' || c == '\n' || c == '\r').ifPresent(c -> {
            throw new DataException("the separator of cells cannot be a quote or a line end");
        });
    }

    /** Whether the first row names the columns. */
    public enum Header {
        /**
         * It does when the target is given by a name; when it names all columns that are expected; when it has a word where the second
         * row has a number; and, when there is no second row, when it has nothing but words. A first row with a word above a number
         * that also holds numbers is refused: it can be either.
         */
        AUTO,
        YES,
        NO
    }

    /** What the target column holds. */
    public enum TargetKind {
        /**
         * Classes when it holds a word, or when it holds only integers, at most {@value TargetColumn#MOST_NUMBERS} different ones, and
         * each stands for two rows or more on average; real numbers otherwise. A column with a word among more different numbers than
         * that is refused: it is more likely a column of numbers with a mistake.
         */
        AUTO,
        /** Each different text is a class, numbers too. */
        CLASSES,
        REAL
    }

    public CsvOptions withHeader(Header newHeader) {
        return new CsvOptions(newHeader, separator, target, kind);
    }

    public CsvOptions withSeparator(char newSeparator) {
        return new CsvOptions(header, Optional.of(newSeparator), target, kind);
    }

    public CsvOptions withTarget(String newTarget) {
        return new CsvOptions(header, separator, Optional.of(newTarget), kind);
    }

    public CsvOptions withTarget(int index) {
        return withTarget(Integer.toString(index));
    }

    public CsvOptions withTargetKind(TargetKind newKind) {
        return new CsvOptions(header, separator, target, newKind);
    }
}
