package io.percept.cli;

import io.percept.train.Evaluation.Confusion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
        List<List<String>> cells = cells(confusion);
        int[] widths = IntStream.rangeClosed(0, classes)
                .map(column -> cells.stream()
                        .mapToInt(row -> length(row.get(column)))
                        .max()
                        .orElseThrow())
                .toArray();
        List<String> lines = new ArrayList<>();
        lines.add("confusion matrix (rows: actual, columns: predicted)");
        cells.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private static List<List<String>> cells(Confusion confusion) {
        List<String> names =
                confusion.classes().stream().map(ConfusionTable::shortened).toList();
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

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String padding = " ".repeat(widths[column] - length(cell));
            line.append(column == 0 ? cell + padding : "  " + padding + cell);
        }
        return line.toString();
    }

    /** On one line, and not so long that the table gets out of shape. */
    private static String shortened(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", " ");
        return length(plain) <= LONGEST_NAME
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, LONGEST_NAME - 1)) + "~";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
