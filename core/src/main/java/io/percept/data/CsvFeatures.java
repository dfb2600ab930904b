package io.percept.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The feature columns of a CSV file that is being read: each row becomes one number for each column, and these become features. */
final class CsvFeatures {
    private final List<String> names;
    private final FeatureColumn[] columns;

    private CsvFeatures(List<String> names, FeatureColumn[] columns) {
        this.names = names;
        this.columns = columns;
    }

    /** Columns of a file that is the first of its kind. */
    static CsvFeatures learned(CsvTable table, CsvColumns columns, CsvOptions options) {
        List<String> names = Arrays.stream(columns.features())
                .mapToObj(table.columnNames()::get)
                .toList();
        Set<Integer> categorical = Arrays.stream(columns.categorical()).boxed().collect(Collectors.toSet());
        return new CsvFeatures(
                names,
                Arrays.stream(columns.features())
                        .mapToObj(position -> new FeatureColumn.Learned(
                                position, categorical.contains(position), options.missingAllowed()))
                        .toArray(FeatureColumn[]::new));
    }

    /** Columns that go with a schema. */
    static CsvFeatures matching(CsvColumns columns, CsvSchema schema, CsvOptions options) {
        FeatureColumns features = schema.features();
        boolean missingAllowed = schema.missingAllowed() && options.missingAllowed();
        return new CsvFeatures(
                features.names(),
                IntStream.range(0, features.columns())
                        .mapToObj(i -> of(columns.features()[i], features, i, missingAllowed, options))
                        .toArray(FeatureColumn[]::new));
    }

    private static FeatureColumn of(
            int position, FeatureColumns features, int column, boolean missingAllowed, CsvOptions options) {
        if (!features.isCategorical(column)) {
            return new FeatureColumn.Numbers(position, missingAllowed);
        }
        KnownTexts known =
                new KnownTexts(features.categories().get(features.names().get(column)));
        return new FeatureColumn.Categories(position, known, missingAllowed, options.unknown());
    }

    /** How many columns there are. */
    int columns() {
        return columns.length;
    }

    /** Reads the table's current row. */
    void read(CsvTable table, float[] codes) {
        for (int i = 0; i < columns.length; i++) {
            codes[i] = columns[i].read(table);
        }
    }

    /**
     * What the columns of a first file turned out to hold, once all rows are read.
     *
     * @throws DataException when one is neither numbers nor categories, or is missing in all rows
     */
    FeatureColumns finish(CsvTable table, int rows) {
        refuseProblems(table);
        refuseEmpty(table, rows);
        Map<String, List<String>> categories = new HashMap<>();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] instanceof FeatureColumn.Learned learned && learned.isCategorical()) {
                categories.put(names.get(i), learned.dictionary().ordered());
            }
        }
        return new FeatureColumns(names, categories);
    }

    private void refuseEmpty(CsvTable table, int rows) {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] instanceof FeatureColumn.Learned learned && !learned.hasValues()) {
                throw new DataException(table.name() + ": the column " + Wording.quoted(names.get(i))
                        + " is missing in all " + rows + " rows; ignore it");
            }
        }
    }

    private void refuseProblems(CsvTable table) {
        List<String> others = new ArrayList<>();
        String first = null;
        for (int i = 0; i < columns.length; i++) {
            String problem = columns[i] instanceof FeatureColumn.Learned learned ? learned.problem() : null;
            if (problem != null && first == null) {
                long line = ((FeatureColumn.Learned) columns[i]).wordLine();
                first = table.name() + ", line " + line + ": column " + Wording.quoted(names.get(i)) + " " + problem;
            } else if (problem != null) {
                others.add(names.get(i));
            }
        }
        if (first != null) {
            throw new DataException(
                    others.isEmpty() ? first : first + "; the same goes for the columns " + Wording.some(others));
        }
    }

    /** What turns the codes of rows into these features. */
    OneHot encoding(FeatureColumns features) {
        int[][] places = new int[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] instanceof FeatureColumn.Learned learned && learned.isCategorical()) {
                places[i] = learned.dictionary().places();
            }
        }
        return new OneHot(features, places);
    }
}
