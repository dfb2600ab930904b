package io.percept.data;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads tables of numbers with a target column, or several, from CSV files (RFC 4180; UTF-8, plain or gzip, any line ends).
 *
 * <p>Features are finite float32 numbers, or categories where a column holds nothing but words, each of which becomes a feature (see
 * {@link FeatureColumns}); an empty cell, NA, N/A, NaN, null, none, ? and - stand for missing ones. Blank lines are skipped, and spaces
 * around cells are ignored. Classes and categories are ordered by number when all of them are integers (then 1.0 is class 1), and as
 * strings otherwise.
 */
public final class CsvReader {
    private CsvReader() {}

    /**
     * Reads a file that is the first of its kind.
     *
     * @throws DataException when the file cannot be read, has no rows or no features, or has a cell that is not what it must be
     */
    public static Dataset read(Path file, CsvOptions options) {
        try (CsvTable table = CsvTable.open(file, options, List.of())) {
            return read(table, options);
        }
    }

    /** Reads a stream, which goes by this name in messages, and closes it. */
    static Dataset read(InputStream in, String name, CsvOptions options) {
        try (CsvTable table = CsvTable.of(in, name, options, List.of())) {
            return read(table, options);
        }
    }

    /**
     * Reads a file that must go with a first one, such as a test set: its features and classes are those of the schema. The kind of
     * the target in the options does not matter.
     *
     * @throws DataException as in {@link #read(Path, CsvOptions)}, and when a column of the schema is missing or a label is none of
     *     its classes
     */
    public static Dataset read(Path file, CsvSchema schema, CsvOptions options) {
        try (CsvTable table = CsvTable.open(file, options, schema.features().names())) {
            CsvColumns columns = CsvColumns.matching(table, schema, options);
            CsvFeatures features = CsvFeatures.matching(columns, schema, options);
            TargetColumn target = TargetColumn.matching(schema, columns.targets());
            try (CodeRows codes = new CodeRows(features.columns(), options.storage())) {
                Optional<float[]> weights = readRows(table, features, target, codes, columns.weights());
                return dataset(codes, schema.features(), features, target, weights);
            }
        }
    }

    private static Dataset read(CsvTable table, CsvOptions options) {
        CsvColumns columns = CsvColumns.allOf(table, options);
        CsvFeatures features = CsvFeatures.learned(table, columns, options);
        List<String> all = table.columnNames();
        List<String> targets =
                Arrays.stream(columns.targets()).mapToObj(all::get).toList();
        TargetColumn target = TargetColumn.ofKind(options.kind(), columns.targets(), targets);
        try (CodeRows codes = new CodeRows(features.columns(), options.storage())) {
            Optional<float[]> weights = readRows(table, features, target, codes, columns.weights());
            return dataset(codes, features.finish(table, codes.rows()), features, target, weights);
        }
    }

    /** Reads a number for each column of features of all rows, and gives back the rows' weights, if there are any. */
    private static Optional<float[]> readRows(
            CsvTable table, CsvFeatures features, TargetColumn target, CodeRows codes, OptionalInt weightColumn) {
        FloatList weights = new FloatList();
        float[] row = new float[features.columns()];
        while (table.next()) {
            features.read(table, row);
            codes.add(row);
            target.add(table);
            weightColumn.ifPresent(column -> weights.add(weight(table, column)));
        }
        if (codes.rows() == 0) {
            throw new DataException(table.name() + " has a header but no rows");
        }
        return weightColumn.isPresent() ? Optional.of(weights.toArray()) : Optional.empty();
    }

    private static float weight(CsvTable table, int column) {
        float weight = table.number(column);
        if (weight < 0) {
            throw new DataException(table.name() + ", line " + table.line() + ": column "
                    + Wording.quoted(table.columnNames().get(column)) + " holds the weight " + weight
                    + "; it must not be negative");
        }
        return weight;
    }

    private static Dataset dataset(
            CodeRows codes,
            FeatureColumns columns,
            CsvFeatures features,
            TargetColumn target,
            Optional<float[]> weights) {
        Dataset unweighted = Dataset.of(codes.features(features.encoding(columns)), columns, target.finish());
        return weights.map(unweighted::withWeights).orElse(unweighted);
    }
}
