package io.percept.data;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A target column that shows only by its cells whether it holds classes or real numbers: {@link CsvOptions.TargetKind#AUTO}. */
final class UndecidedColumn implements TargetColumn {
    /** With fewer rows to a number, the numbers are more likely measurements than classes. */
    private static final int ROWS_PER_CLASS = 2;

    private final int position;
    private final String name;
    private final NumberColumns numbers;
    /** Gone as soon as the column is known to hold real numbers, whose texts would fill the memory. */
    private Optional<LabelColumn> labels;

    private final Set<String> differentNumbers = new HashSet<>();
    private String firstWord;
    private long firstWordLine;
    private int rows;

    UndecidedColumn(int position, String name) {
        this.position = position;
        this.name = name;
        numbers = new NumberColumns(new int[] {position}, List.of(name), false);
        labels = Optional.of(new LabelColumn(position, name, Optional.empty()));
    }

    @Override
    public void add(CsvTable table) {
        rows++;
        String cell = table.cell(position);
        if (table.isWord(position)) {
            if (firstWord == null) {
                firstWord = cell;
                firstWordLine = table.line();
            }
        } else {
            numbers.add(table);
            if (differentNumbers.size() <= MOST_NUMBERS) {
                differentNumbers.add(CellText.withoutZeroDecimals(cell));
            }
        }
        if (differentNumbers.size() <= MOST_NUMBERS) {
            labels.orElseThrow().add(table);
        } else if (firstWord == null) {
            labels = Optional.empty();
        } else {
            throw new DataException(table.name() + ", line " + firstWordLine + ": target column " + Wording.quoted(name)
                    + " holds " + Wording.quoted(firstWord) + " among more than " + MOST_NUMBERS
                    + " different numbers; correct it, or state that the column holds classes");
        }
    }

    @Override
    public Targets finish() {
        boolean classes = firstWord != null
                || labels.filter(l -> l.areAllIntegers() && l.distinct() * ROWS_PER_CLASS <= rows)
                        .isPresent();
        return classes ? labels.orElseThrow().finish() : numbers.finish();
    }
}
