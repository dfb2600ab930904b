package io.percept.data;

import java.io.InputStream;
import java.nio.file.Path;

/**
 * Streams the features of CSV rows that a model is to predict, one row at a time, whatever the size of the file.
 *
 * <p>Columns are found as {@link CsvSchema} says. A target column is left out: by its name or, without a header, when there is
 * one column more than there are features. A header without rows gives no rows; an empty file is an error.
 */
public final class CsvRows implements RowReader {
    private final CsvTable table;
    private final int width;
    private final CsvFeatures features;
    private final OneHot encoding;
    private final float[] codes;

    private CsvRows(CsvTable table, CsvSchema schema, CsvOptions options) {
        this.table = table;
        try {
            CsvColumns columns = CsvColumns.withoutTargetMatching(table, schema, options);
            this.features = CsvFeatures.matching(columns, schema, options);
            this.encoding = features.encoding(schema.features());
            this.codes = new float[features.columns()];
            this.width = schema.features().width();
        } catch (DataException e) {
            table.close();
            throw e;
        }
    }

    /**
     * Opens a file, plain or gzip.
     *
     * @throws DataException when it cannot be read, is empty, or lacks a feature of the schema
     */
    public static CsvRows open(Path file, CsvSchema schema, CsvOptions options) {
        return new CsvRows(CsvTable.open(file, options, schema.features().names()), schema, options);
    }

    /**
     * Reads a stream, plain or gzip, and closes it in the end.
     *
     * @param name what to call the stream in messages
     * @throws DataException as in {@link #open}
     */
    public static CsvRows of(InputStream in, String name, CsvSchema schema, CsvOptions options) {
        return new CsvRows(CsvTable.of(in, name, options, schema.features().names()), schema, options);
    }

    @Override
    public boolean next(float[] into) {
        if (into.length != width) {
            throw new IllegalArgumentException("a row has " + width + " features; there is room for " + into.length);
        }
        if (!table.next()) {
            return false;
        }
        features.read(table, codes);
        encoding.encode(codes, 0, into, 0);
        return true;
    }

    /** The line of the file in which the current row begins, counted from 1. */
    public long line() {
        return table.line();
    }

    @Override
    public void close() {
        table.close();
    }
}
