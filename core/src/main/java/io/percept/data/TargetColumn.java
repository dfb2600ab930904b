package io.percept.data;

import io.percept.data.CsvOptions.TargetKind;
import java.util.List;
import java.util.Optional;

/** Collects the cells of a CSV file's target column, or of several, and turns them into targets at the end. */
sealed interface TargetColumn permits LabelColumn, NumberColumns, UndecidedColumn {
    /** Above so many different numbers a column is taken for real numbers: classification tasks with numbered classes have fewer. */
    int MOST_NUMBERS = 20;

    /** Adds the cells of the table's current row. */
    void add(CsvTable table);

    Targets finish();

    /** The columns of a file that is the first of its kind. */
    static TargetColumn ofKind(TargetKind kind, int[] positions, List<String> names) {
        if (positions.length > 1 && kind == TargetKind.CLASSES) {
            throw new DataException("several target columns cannot hold classes, but the targets are "
                    + Wording.some(names) + "; give one column of classes, or columns of 0 and 1, one for each label");
        }
        if (positions.length > 1 || kind == TargetKind.REAL) {
            return new NumberColumns(positions, names, kind == TargetKind.AUTO);
        }
        return kind == TargetKind.AUTO
                ? new UndecidedColumn(positions[0], names.get(0))
                : new LabelColumn(positions[0], names.get(0), Optional.empty());
    }

    /** The columns that go with a schema. */
    static TargetColumn matching(CsvSchema schema, int[] positions) {
        Optional<List<String>> classes = schema.classes();
        return classes.isPresent()
                ? new LabelColumn(positions[0], schema.targets().get(0), classes)
                : new NumberColumns(positions, schema.targets(), true);
    }
}
