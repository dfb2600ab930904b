package io.percept.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.percept.data.CsvOptions.Header;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rows of a CSV file, one after the other, all of one width, and its header if it has one: a cursor that stands before the
 * first row at first. Everything that goes wrong is a {@link DataException}.
 */
final class CsvTable implements AutoCloseable {
    /** A tenth of this is a wide table already; the bound keeps a file of delimiters from filling the memory. */
    private static final int MOST_COLUMNS = 1 << 20;
    /** A cell this long is a quote that is never closed. */
    private static final int LONGEST_CELL = 1 << 20;

    private final String name;
    private final Reader text;
    private final Iterator<CsvRecord> records;
    private final Deque<CsvRecord> lookahead = new ArrayDeque<>();
    private final Optional<List<String>> header;
    private final int width;
    private final boolean decimalComma;
    private CsvRecord current;
    private long line;

    /**
     * Opens a file.
     *
     * @param known the names of columns that the file is expected to have; none when it is the first of its kind
     */
    static CsvTable open(Path file, CsvOptions options, List<String> known) {
        return over(() -> DataFile.open(file), file.toString(), options, known);
    }

    /** Reads a stream, plain or gzip, which goes by this name in messages; closes it with the table, or on failure. */
    static CsvTable of(InputStream in, String name, CsvOptions options, List<String> known) {
        return over(() -> DataFile.decompressed(in), name, options, known);
    }

    private static CsvTable over(DataFile.Opening content, String name, CsvOptions options, List<String> known) {
        try {
            InputStream in = content.open();
            try {
                Reader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
                return new CsvTable(new BufferedReader(text), name, options, known);
            } catch (IOException | DataException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private CsvTable(BufferedReader text, String name, CsvOptions options, List<String> known) throws IOException {
        this.name = name;
        this.text = text;
        this.decimalComma = options.decimalComma();
        String beginning = CsvBeginning.skipMarkAndPeek(text);
        if (beginning.indexOf('\0') >= 0) {
            throw new DataException(name
                    + " is not a CSV file: it holds bytes that are no text (IDX files are opened by their folder)");
        }
        char delimiter = options.delimiter().orElseGet(() -> CsvBeginning.delimiter(beginning));
        records = parser(delimiter).build(handler(), text).iterator();
        CsvRecord first = read();
        CsvRecord second = read();
        if (first == null) {
            throw new DataException(name + " is empty");
        }
        width = first.getFieldCount();
        if (isHeader(options, first, second, known)) {
            header = Optional.of(checkedNames(first));
        } else {
            header = Optional.empty();
            lookahead.add(first);
        }
        if (second != null) {
            lookahead.add(second);
        }
    }

    private static CsvReaderBuilder parser(char delimiter) {
        return de.siegmar.fastcsv.reader.CsvReader.builder()
                .fieldSeparator(delimiter)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_CELL);
    }

    private static CsvRecordHandler handler() {
        return CsvRecordHandler.of(builder -> builder.maxFields(MOST_COLUMNS));
    }

    private boolean isHeader(CsvOptions options, CsvRecord first, CsvRecord second, List<String> known) {
        if (options.header() != Header.AUTO) {
            return options.header() == Header.YES;
        }
        boolean columnHasName = Stream.concat(options.targets().stream(), options.weights().stream())
                .anyMatch(written ->
                        Stream.of(written.split(",", -1)).anyMatch(name -> !CellText.isInteger(name.strip())));
        boolean namesKnown = !known.isEmpty() && new HashSet<>(stripped(first)).containsAll(known);
        return columnHasName || namesKnown || looksLikeHeader(first, second, GeneratedNames.areGenerated(known));
    }

    /** Where names are known that the first row has not, it is no header, whatever it looks like. */
    private boolean looksLikeHeader(CsvRecord first, CsvRecord second, boolean anyNames) {
        if (second == null || second.getFieldCount() != first.getFieldCount()) {
            return first.getFields().stream().allMatch(this::isWord);
        }
        OptionalInt overNumber = IntStream.range(0, first.getFieldCount())
                .filter(i -> isWord(first.getField(i)) && isNumber(second.getField(i)))
                .findFirst();
        boolean numbersInFirst = first.getFields().stream().anyMatch(this::isNumber);
        // A guess would lose a row, or take one too many, without a word.
        if (overNumber.isEmpty() && !numbersInFirst && anyNames && first.getFieldCount() > 1) {
            throw new DataException(
                    name + ", line " + first.getStartingLineNumber()
                            + ": neither of the first two rows holds a number; state whether the first one is a header or data");
        }
        if (overNumber.isPresent() && numbersInFirst) {
            throw new DataException(name + ", line " + first.getStartingLineNumber() + ": the first row holds "
                    + Wording.quoted(first.getField(overNumber.getAsInt())) + " above a number, and numbers as well;"
                    + " state whether it is a header or data");
        }
        return overNumber.isPresent();
    }

    private List<String> checkedNames(CsvRecord row) {
        List<String> names = stripped(row);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isEmpty()) {
                throw new DataException(name + ", line " + row.getStartingLineNumber() + ": column " + i
                        + " (counted from 0) has no name; name it, or remove it if it only numbers the rows");
            }
            if (!seen.add(names.get(i))) {
                throw new DataException(name + ", line " + row.getStartingLineNumber() + ": two columns are named "
                        + Wording.quoted(names.get(i)) + "; the names in a header must be distinct");
            }
        }
        return names;
    }

    private static List<String> stripped(CsvRecord row) {
        return row.getFields().stream().map(String::strip).toList();
    }

    /** The name of the file. */
    String name() {
        return name;
    }

    Optional<List<String>> header() {
        return header;
    }

    /** The names in the header, or generated ones. */
    List<String> columnNames() {
        return header.orElseGet(() -> new GeneratedNames(GeneratedNames.COLUMN, width));
    }

    /** The number of columns. */
    int width() {
        return width;
    }

    /** Goes to the next row; false when there is none. */
    boolean next() {
        current = lookahead.isEmpty() ? read() : lookahead.remove();
        if (current == null) {
            return false;
        }
        line = current.getStartingLineNumber();
        if (current.getFieldCount() != width) {
            throw new DataException(name + ", line " + line + ": " + cells(current.getFieldCount()) + " found, but "
                    + (header.isPresent() ? "the header" : "the first row") + " has " + cells(width));
        }
        return true;
    }

    /** The line that the current row begins in, counted from 1; that of the last row after the end. */
    long line() {
        return line;
    }

    /** A cell of the current row, without spaces around it. */
    String cell(int column) {
        return current.getField(column).strip();
    }

    /** A cell of the current row that must be a finite number. */
    float number(int column) {
        float value = CellText.number(withPoint(current.getField(column)));
        if (Float.isNaN(value)) {
            throw new DataException(place(column) + " " + CellText.problem(cell(column)));
        }
        return value;
    }

    /** Whether a cell of the current row could be a name: neither a number, nor what stands for a missing or infinite one. */
    boolean isWord(int column) {
        return isWord(current.getField(column));
    }

    private boolean isWord(String cell) {
        return CellText.isWord(withPoint(cell)) && !CellText.hasDecimalComma(cell);
    }

    private boolean isNumber(String cell) {
        return CellText.isNumber(withPoint(cell));
    }

    private String withPoint(String cell) {
        return decimalComma && CellText.hasDecimalComma(cell) ? cell.replace(',', '.') : cell;
    }

    /** The file, the line and the column of a cell of the current row, to begin a message. */
    String place(int column) {
        return name + ", line " + line + ": column "
                + Wording.quoted(columnNames().get(column));
    }

    private CsvRecord read() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException e) {
            throw unreadable(name, e.getCause());
        } catch (CsvParseException e) {
            throw new DataException(name + " is not a valid CSV file: " + e.getMessage(), e);
        }
    }

    private static DataException unreadable(String name, IOException e) {
        if (e instanceof CharacterCodingException) {
            return new DataException(
                    name + " is not UTF-8 text; save a CSV file as UTF-8, and open IDX files by their folder", e);
        }
        return DataFile.unreadable(name, e);
    }

    private static String cells(int count) {
        return count + (count == 1 ? " cell" : " cells");
    }

    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException e) {
            throw DataFile.unreadable(name, e);
        }
    }
}
