package io.percept.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where in a CSV file the features and the targets are.
 *
 * @param features the zero-based columns of the features, in the order of the features
 * @param targets the zero-based columns of the targets, in the order of the targets; empty where they are not in the file
 */
@SuppressWarnings("ArrayRecordComponent")
record CsvColumns(int[] features, int[] targets) {
    private static final int[] NONE = {};

    private static final Pattern GENERATED_POSITION = Pattern.compile(GeneratedNames.COLUMN + "(\\d{1,9})");

    /** Every column is a feature, save the targets. */
    static CsvColumns allOf(CsvTable table, CsvOptions options) {
        if (table.width() == 1) {
            throw new DataException(table.name() + " has one column only; it needs a target and at least one feature"
                    + " (is the separator of its cells something other than a comma, semicolon or tab?)");
        }
        int[] targets = targets(table, options).orElse(new int[] {table.width() - 1});
        int[] features = allBut(targets, table.width());
        if (features.length == 0) {
            throw new DataException(
                    table.name() + ": all " + table.width() + " columns are targets; at least one must be a feature");
        }
        return new CsvColumns(features, targets);
    }

    /** The columns of the schema. */
    static CsvColumns matching(CsvTable table, CsvSchema schema, CsvOptions options) {
        CsvColumns columns = withoutTargetMatching(table, schema, options);
        if (columns.targets.length > 0) {
            return columns;
        }
        if (!isMatchedByName(table, schema)) {
            throw new DataException(
                    table.name() + " has " + table.width() + " columns, all of them features; the target is missing");
        }
        List<String> there = table.columnNames();
        String missing = schema.targets().stream()
                .filter(name -> !there.contains(name))
                .findFirst()
                .orElseThrow();
        throw new DataException(table.name() + " has no target column " + Wording.quoted(missing)
                + "; the nearest of its " + table.width() + " columns are " + Wording.nearest(missing, there));
    }

    /** The columns of the schema; the targets are found, if they are there at all, to be left out. */
    static CsvColumns withoutTargetMatching(CsvTable table, CsvSchema schema, CsvOptions options) {
        return isMatchedByName(table, schema) ? byName(table, schema, options) : byPosition(table, schema, options);
    }

    private static boolean isMatchedByName(CsvTable table, CsvSchema schema) {
        return table.header()
                .filter(names -> !schema.isByPosition()
                        || names.containsAll(schema.features().names()))
                .isPresent();
    }

    private static CsvColumns byName(CsvTable table, CsvSchema schema, CsvOptions options) {
        Map<String, Integer> positions = new HashMap<>();
        table.columnNames().forEach(name -> positions.put(name, positions.size()));
        List<String> missing = new ArrayList<>(schema.features().names());
        missing.removeAll(positions.keySet());
        if (!missing.isEmpty()) {
            throw new DataException(table.name() + " lacks the feature columns " + Wording.some(missing)
                    + "; it has the columns " + Wording.some(table.columnNames()));
        }
        int[] features =
                schema.features().names().stream().mapToInt(positions::get).toArray();
        int[] targets = positions.keySet().containsAll(schema.targets())
                ? schema.targets().stream().mapToInt(positions::get).toArray()
                : targets(table, schema, options).orElse(NONE);
        return new CsvColumns(features, targets);
    }

    private static CsvColumns byPosition(CsvTable table, CsvSchema schema, CsvOptions options) {
        int expected = schema.features().names().size();
        int wanted = schema.targets().size();
        int width = table.width();
        if (width == expected) {
            return new CsvColumns(IntStream.range(0, width).toArray(), NONE);
        }
        if (width != expected + wanted) {
            throw new DataException(table.name() + " has " + width + " columns; it must have the " + expected
                    + " features " + Wording.some(schema.features().names()) + ", or these and the "
                    + (wanted == 1 ? "target" : wanted + " targets"));
        }
        int[] targets = targets(table, schema, options).orElseGet(() -> positionsOf(schema.targets(), width));
        return new CsvColumns(allBut(targets, width), targets);
    }

    /** The positions that generated names tell; the last ones for other names. */
    private static int[] positionsOf(List<String> targets, int width) {
        int[] told = targets.stream()
                .map(GENERATED_POSITION::matcher)
                .filter(Matcher::matches)
                .mapToInt(generated -> Integer.parseInt(generated.group(1)))
                .filter(position -> position < width)
                .distinct()
                .toArray();
        return told.length == targets.size()
                ? told
                : IntStream.range(width - targets.size(), width).toArray();
    }

    /** The targets that the options name, of which there must be as many as in the schema. */
    private static Optional<int[]> targets(CsvTable table, CsvSchema schema, CsvOptions options) {
        Optional<int[]> targets = targets(table, options);
        int wanted = schema.targets().size();
        targets.filter(found -> found.length != wanted).ifPresent(found -> {
            throw new DataException(found.length + " target columns are named for " + table.name() + ", but there are "
                    + wanted + ": " + Wording.some(schema.targets()));
        });
        return targets;
    }

    /** The targets that the options name; empty when they name none. */
    private static Optional<int[]> targets(CsvTable table, CsvOptions options) {
        if (options.targets().isEmpty()) {
            return Optional.empty();
        }
        int[] targets = options.targets().stream()
                .flatMap(written -> findAll(written, table))
                .mapToInt(Integer::intValue)
                .toArray();
        Arrays.stream(targets)
                .filter(position -> Arrays.stream(targets)
                                .filter(other -> other == position)
                                .count()
                        > 1)
                .findFirst()
                .ifPresent(position -> {
                    throw new DataException("the column "
                            + Wording.quoted(table.columnNames().get(position)) + " is named twice as a target");
                });
        return Optional.of(targets);
    }

    /** One column, or those between commas; a name that has a comma of its own comes first. */
    private static Stream<Integer> findAll(String written, CsvTable table) {
        boolean isName = table.header().filter(names -> names.contains(written)).isPresent();
        return isName || written.indexOf(',') < 0
                ? Stream.of(find(written, table))
                : Stream.of(written.split(",", -1)).map(name -> find(name.strip(), table));
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

    private static int[] allBut(int[] excluded, int width) {
        return IntStream.range(0, width)
                .filter(i -> Arrays.stream(excluded).noneMatch(position -> position == i))
                .toArray();
    }
}
