package io.percept.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How messages show what stands in a file. */
final class Wording {
    private static final int LONGEST_TEXT = 40;
    private static final int MOST_NAMES = 10;
    private static final int MOST_NEAREST = 3;

    private Wording() {}

    /** The text in quotes, on one line, shortened when long. */
    static String quoted(String text) {
        int end = Math.min(text.length(), LONGEST_TEXT);
        String start = text.substring(0, end).replaceAll("\\p{Cntrl}", " ");
        return '"' + start + (end < text.length() ? "...\"" : "\"");
    }

    /** The first of these names, and how many there are when that is not all. */
    static String some(List<String> names) {
        String first = names.stream().limit(MOST_NAMES).map(Wording::quoted).collect(Collectors.joining(", "));
        return names.size() <= MOST_NAMES ? first : first + ", ... (" + names.size() + " in all)";
    }

    /** The names that differ least from what somebody wrote, the first ones when equal. */
    static String nearest(String written, List<String> names) {
        return names.stream()
                .sorted(Comparator.comparingInt(name -> distance(written, name)))
                .limit(MOST_NEAREST)
                .map(Wording::quoted)
                .collect(Collectors.joining(", "));
    }

    /**
     * How many characters must be inserted, deleted or replaced (V. I. Levenshtein, 1966); case does not count. Only the
     * beginnings of long texts are compared, which bounds the work.
     */
    private static int distance(String from, String to) {
        String a = from.substring(0, Math.min(from.length(), LONGEST_TEXT)).toLowerCase(Locale.ROOT);
        String b = to.substring(0, Math.min(to.length(), LONGEST_TEXT)).toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
