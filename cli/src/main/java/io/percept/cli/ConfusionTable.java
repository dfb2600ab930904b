package io.percept.cli;

import io.percept.metrics.Confusion;
import java.util.ArrayList;
import java.util.List;

/** A confusion matrix as aligned text: a row for each class, a column for each prediction, a dot for zero. */
final class ConfusionTable {
    /** Wider tables do not fit a screen. */
    static final int MOST_CLASSES = 20;

    private static final int LONGEST_NAME = 12;

    private ConfusionTable() {}

    /** The lines of the table, or one that says why there is none. */
    static List<String> lines(Confusion confusion) {
        int classes = confusion.classes().size();
        if (classes > MOST_CLASSES) {
            return List.of("(no confusion matrix: " + classes + " classes are more than " + MOST_CLASSES + ")");
        }
        List<String> lines = new ArrayList<>();
        lines.add("confusion matrix (rows: actual, columns: predicted)");
        lines.addAll(TextTable.lines(cells(confusion)));
        return lines;
    }

    private static List<List<String>> cells(Confusion confusion) {
        List<String> names = confusion.classes().stream()
                .map(name -> TextTable.shortened(name, LONGEST_NAME))
                .toList();
        List<List<String>> cells = new ArrayList<>();
        List<String> head = new ArrayList<>(names);
        head.add(0, "");
        cells.add(head);
        for (int actual = 0; actual < names.size(); actual++) {
            List<String> row = new ArrayList<>();
            row.add(names.get(actual));
            for (int count : confusion.counts()[actual]) {
                row.add(count == 0 ? "." : Integer.toString(count));
            }
            cells.add(row);
        }
        return cells;
    }
}
