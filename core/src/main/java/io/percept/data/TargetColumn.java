package io.percept.data;

import io.percept.data.CsvOptions.TargetKind;
import java.util.List;
import java.util.Optional;

/** Collects the cells of a CSV file's target column, and turns them into targets at the end. */
sealed interface TargetColumn permits LabelColumn, NumberColumn, UndecidedColumn {
    /** Above so many different numbers a column is taken for real numbers: classification tasks with numbered classes have fewer. */
    int MOST_NUMBERS = 20;

    /** Adds the cell of the table's current row. */
    void add(CsvTable table);

    Targets finish();

    /** A column of a file that is the first of its kind. */
    static TargetColumn ofKind(TargetKind kind, int position, String name) {
        return switch (kind) {
            case AUTO -> new UndecidedColumn(position, name);
            case CLASSES -> new LabelColumn(position, name, Optional.empty());
            case REAL -> new NumberColumn(position, name);
        };
    }

    /** A column that goes with a schema. */
    static TargetColumn matching(CsvSchema schema, int position) {
        Optional<List<String>> classes = schema.classes();
        return classes.isPresent()
                ? new LabelColumn(position, schema.target(), classes)
                : new NumberColumn(position, schema.target());
    }
}
