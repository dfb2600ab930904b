package io.percept.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where in a CSV file the features and the targets are.
 *
 * @param features the zero-based columns of the features, in the order of the features
 * @param targets the zero-based columns of the targets, in the order of the targets; empty where they are not in the file
 * @param categorical the zero-based columns of those features that are named as categorical
 * @param weights the zero-based column of what each row counts for, if there is one
 */
@SuppressWarnings("ArrayRecordComponent")
record CsvColumns(int[] features, int[] targets, int[] categorical, OptionalInt weights) {
    private static final int[] NONE = {};

    private static final Pattern GENERATED_POSITION = Pattern.compile(GeneratedNames.COLUMN + "(\\d{1,9})");

    /** Every column is a feature, save the targets. */
    static CsvColumns allOf(CsvTable table, CsvOptions options) {
        if (table.width() == 1) {
            throw new DataException(table.name() + " has one column only; it needs a target and at least one feature"
                    + " (is the delimiter of its cells something other than a comma, semicolon or tab?)");
        }
        OptionalInt weights = weights(table, options);
        int[] ignored = findAll(options.ignored(), table, "to ignore");
        int[] rest = allBut(weights.stream().toArray(), allBut(ignored, range(table)));
        int[] targets = targets(table, options).orElseGet(() -> lastOf(rest));
        int[] categorical = findAll(options.categorical(), table, "as categorical");
        refuseBoth(table, targets, "a target", ignored, "to be ignored");
        refuseBoth(table, categorical, "categorical", ignored, "to be ignored");
        refuseBoth(table, weights.stream().toArray(), "the weights of the rows", targets, "a target");
        refuseBoth(table, categorical, "categorical", targets, "a target, whose kind is stated otherwise");
        int[] features = allBut(targets, rest);
        if (features.length == 0) {
            throw new DataException(table.name() + ": all " + table.width() + " columns are targets"
                    + (rest.length < table.width() ? " or ignored" : "") + "; at least one must be a feature");
        }
        return new CsvColumns(features, targets, categorical, weights);
    }

    private static OptionalInt weights(CsvTable table, CsvOptions options) {
        return options.weights()
                .map(column -> OptionalInt.of(find(column, table)))
                .orElseGet(OptionalInt::empty);
    }

    private static int[] lastOf(int[] positions) {
        return positions.length == 0 ? NONE : new int[] {positions[positions.length - 1]};
    }

    private static void refuseBoth(CsvTable table, int[] some, String one, int[] others, String other) {
        Arrays.stream(some)
                .filter(position -> contains(others, position))
                .findFirst()
                .ifPresent(position -> {
                    throw new DataException(table.name() + ": the column "
                            + Wording.quoted(table.columnNames().get(position)) + " cannot be " + one + " and "
                            + other);
                });
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
        return new CsvColumns(features, targets, NONE, weights(table, options));
    }

    private static CsvColumns byPosition(CsvTable table, CsvSchema schema, CsvOptions options) {
        if (hasHoles(schema)) {
            return byGeneratedNames(table, schema, weights(table, options));
        }
        int expected = schema.features().names().size();
        int wanted = schema.targets().size();
        OptionalInt weights = weights(table, options);
        int[] ignored = presentOf(options.ignored(), table);
        int[] all = allBut(weights.stream().toArray(), allBut(ignored, range(table)));
        if (all.length == expected) {
            return new CsvColumns(all, NONE, NONE, weights);
        }
        if (all.length != expected + wanted) {
            throw new DataException(table.name() + " has " + all.length + " columns; it must have the " + expected
                    + " features " + Wording.some(schema.features().names()) + ", or these and the "
                    + (wanted == 1 ? "target" : wanted + " targets"));
        }
        int[] targets = targets(table, schema, options).orElseGet(() -> positionsOf(schema.targets(), all));
        return new CsvColumns(allBut(targets, all), targets, NONE, weights);
    }

    /** Whether columns without a name were ignored in the first file: only their positions say which. */
    private static boolean hasHoles(CsvSchema schema) {
        List<String> names = Stream.of(schema.features().names(), schema.targets())
                .flatMap(List::stream)
                .toList();
        int[] told = told(names);
        return told.length == names.size() && Arrays.stream(told).max().orElse(0) >= names.size();
    }

    private static CsvColumns byGeneratedNames(CsvTable table, CsvSchema schema, OptionalInt weights) {
        int[] features = told(schema.features().names());
        int last = Arrays.stream(features).max().orElseThrow();
        if (last >= table.width()) {
            throw new DataException(table.name() + " has " + table.width() + " columns; its features are "
                    + Wording.some(schema.features().names()) + ", the position of each counted from 0");
        }
        int[] targets = told(schema.targets());
        boolean there = Arrays.stream(targets).allMatch(position -> position < table.width());
        return new CsvColumns(features, there ? targets : NONE, NONE, weights);
    }

    /** The positions that generated names tell; the last ones for other names. */
    private static int[] positionsOf(List<String> targets, int[] all) {
        int[] told = Arrays.stream(told(targets))
                .filter(position -> contains(all, position))
                .distinct()
                .toArray();
        return told.length == targets.size() ? told : Arrays.copyOfRange(all, all.length - targets.size(), all.length);
    }

    /** The positions that those names tell that are generated ones. */
    private static int[] told(List<String> names) {
        return names.stream()
                .map(GENERATED_POSITION::matcher)
                .filter(Matcher::matches)
                .mapToInt(generated -> Integer.parseInt(generated.group(1)))
                .toArray();
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
        return Optional.of(findAll(options.targets(), table, "as a target"));
    }

    /** The columns that somebody wrote, for a purpose that the message about a column written twice names. */
    private static int[] findAll(List<String> written, CsvTable table, String purpose) {
        int[] positions = written.stream()
                .flatMap(columns -> findAll(columns, table))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] seen = new int[table.width()];
        for (int position : positions) {
            seen[position]++;
            if (seen[position] > 1) {
                throw new DataException(table.name() + ": the column "
                        + Wording.quoted(table.columnNames().get(position)) + " is named twice " + purpose);
            }
        }
        return positions;
    }

    /** Those columns that a table has. */
    private static int[] presentOf(List<String> written, CsvTable table) {
        return written.stream()
                .flatMap(columns -> split(columns, table))
                .flatMapToInt(name -> position(name, table).stream())
                .distinct()
                .toArray();
    }

    private static Stream<Integer> findAll(String written, CsvTable table) {
        return split(written, table).map(name -> find(name, table));
    }

    /** One column, or those between commas; a name that has a comma of its own comes first. */
    private static Stream<String> split(String written, CsvTable table) {
        boolean isName = table.header().filter(names -> names.contains(written)).isPresent();
        return isName || written.indexOf(',') < 0
                ? Stream.of(written)
                : Stream.of(written.split(",", -1)).map(String::strip);
    }

    private static OptionalInt position(String written, CsvTable table) {
        int named = table.header().map(names -> names.indexOf(written)).orElse(-1);
        if (named >= 0) {
            return OptionalInt.of(named);
        }
        long index = CellText.isInteger(written) ? CellText.integer(written) : -1;
        return index >= 0 && index < table.width() ? OptionalInt.of((int) index) : OptionalInt.empty();
    }

    private static int find(String written, CsvTable table) {
        int width = table.width();
        OptionalInt position = position(written, table);
        if (position.isPresent()) {
            return position.getAsInt();
        }
        if (CellText.isInteger(written)) {
            throw new DataException(table.name() + " has no column " + written + "; its " + width
                    + " columns are counted from 0 to " + (width - 1));
        }
        throw new DataException(
                table.header().isPresent()
                        ? table.name() + " has no column " + Wording.quoted(written) + "; the nearest of its " + width
                                + " columns are " + Wording.nearest(written, table.columnNames())
                        : table.name() + " has no header to find the column " + Wording.quoted(written)
                                + " in; give its position, counted from 0 to " + (width - 1));
    }

    private static int[] range(CsvTable table) {
        return IntStream.range(0, table.width()).toArray();
    }

    private static int[] allBut(int[] excluded, int[] positions) {
        BitSet gone = new BitSet();
        Arrays.stream(excluded).forEach(gone::set);
        return Arrays.stream(positions).filter(position -> !gone.get(position)).toArray();
    }

    private static boolean contains(int[] positions, int position) {
        return Arrays.stream(positions).anyMatch(p -> p == position);
    }
}
