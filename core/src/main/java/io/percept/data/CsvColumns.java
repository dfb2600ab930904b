package io.percept.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where in a CSV file the features and the target are.
 *
 * @param features the zero-based columns of the features, in the order of the features
 * @param target the zero-based column of the target, or {@link #NO_TARGET}
 */
@SuppressWarnings("ArrayRecordComponent")
record CsvColumns(int[] features, int target) {
    static final int NO_TARGET = -1;

    private static final Pattern GENERATED_POSITION = Pattern.compile(GeneratedNames.COLUMN + "(\\d{1,9})");

    /** Every column is a feature, save the target. */
    static CsvColumns allOf(CsvTable table, CsvOptions options) {
        if (table.width() == 1) {
            throw new DataException(table.name() + " has one column only; it needs a target and at least one feature"
                    + " (is the separator of its cells something other than a comma, semicolon or tab?)");
        }
        int target = options.target().map(t -> find(t, table)).orElse(table.width() - 1);
        return new CsvColumns(allBut(target, table.width()), target);
    }

    /** The columns of the schema. */
    static CsvColumns matching(CsvTable table, CsvSchema schema, CsvOptions options) {
        CsvColumns columns = withoutTargetMatching(table, schema, options);
        if (columns.target == NO_TARGET) {
            throw new DataException(
                    isMatchedByName(table, schema)
                            ? table.name() + " has no target column " + Wording.quoted(schema.target())
                                    + "; the nearest of its " + table.width() + " columns are "
                                    + Wording.nearest(schema.target(), table.columnNames())
                            : table.name() + " has " + table.width()
                                    + " columns, all of them features; the target is missing");
        }
        return columns;
    }

    /** The columns of the schema; the target is found, if it is there at all, to be left out. */
    static CsvColumns withoutTargetMatching(CsvTable table, CsvSchema schema, CsvOptions options) {
        return isMatchedByName(table, schema) ? byName(table, schema, options) : byPosition(table, schema, options);
    }

    private static boolean isMatchedByName(CsvTable table, CsvSchema schema) {
        return table.header()
                .filter(names -> !schema.isByPosition() || names.containsAll(schema.features()))
                .isPresent();
    }

    private static CsvColumns byName(CsvTable table, CsvSchema schema, CsvOptions options) {
        Map<String, Integer> positions = new HashMap<>();
        table.columnNames().forEach(name -> positions.put(name, positions.size()));
        List<String> missing = new ArrayList<>(schema.features());
        missing.removeAll(positions.keySet());
        if (!missing.isEmpty()) {
            throw new DataException(table.name() + " lacks the feature columns " + Wording.some(missing)
                    + "; it has the columns " + Wording.some(table.columnNames()));
        }
        int[] features = schema.features().stream().mapToInt(positions::get).toArray();
        int target = positions.containsKey(schema.target())
                ? positions.get(schema.target())
                : options.target().map(t -> find(t, table)).orElse(NO_TARGET);
        return new CsvColumns(features, target);
    }

    private static CsvColumns byPosition(CsvTable table, CsvSchema schema, CsvOptions options) {
        int expected = schema.features().size();
        int width = table.width();
        if (width == expected) {
            return new CsvColumns(IntStream.range(0, width).toArray(), NO_TARGET);
        }
        if (width != expected + 1) {
            throw new DataException(table.name() + " has " + width + " columns; it must have the " + expected
                    + " features " + Wording.some(schema.features()) + ", or these and the target");
        }
        int target = options.target().map(t -> find(t, table)).orElseGet(() -> positionOf(schema.target(), width));
        return new CsvColumns(allBut(target, width), target);
    }

    /** The position that a generated name tells; the last one for other names. */
    private static int positionOf(String target, int width) {
        Matcher generated = GENERATED_POSITION.matcher(target);
        int position = generated.matches() ? Integer.parseInt(generated.group(1)) : width;
        return Math.min(position, width - 1);
    }

    private static int find(String target, CsvTable table) {
        int width = table.width();
        int named = table.header().map(names -> names.indexOf(target)).orElse(-1);
        if (named >= 0) {
            return named;
        }
        if (CellText.isInteger(target)) {
            long index = CellText.integer(target);
            if (index < 0 || index >= width) {
                throw new DataException(table.name() + " has no column " + target + "; its " + width
                        + " columns are counted from 0 to " + (width - 1));
            }
            return (int) index;
        }
        throw new DataException(
                table.header().isPresent()
                        ? table.name() + " has no column " + Wording.quoted(target) + "; the nearest of its " + width
                                + " columns are " + Wording.nearest(target, table.columnNames())
                        : table.name() + " has no header to find the column " + Wording.quoted(target)
                                + " in; give its position, counted from 0 to " + (width - 1));
    }

    private static int[] allBut(int excluded, int width) {
        return IntStream.range(0, width).filter(i -> i != excluded).toArray();
    }
}
