package io.percept.cli;

import java.util.List;
import java.util.stream.IntStream;

/** Rows of cells as aligned text: the first column to the left, the others to the right. */
final class TextTable {
    private static final int LONGEST_NAME = 24;

    private TextTable() {}

    /** A line for each row; all rows have equally many cells. */
    static List<String> lines(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> length(row.get(column)))
                        .max()
                        .orElseThrow())
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
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

    /** A name from the user's data on one line, and not so long that the table gets out of shape. */
    static String shortened(String name) {
        return shortened(name, LONGEST_NAME);
    }

    static String shortened(String name, int longest) {
        String plain = name.replaceAll("\\p{Cntrl}", " ");
        return length(plain) <= longest ? plain : plain.substring(0, plain.offsetByCodePoints(0, longest - 1)) + "~";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
