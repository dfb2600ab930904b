package io.percept.cli.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How pages in Markdown are written. */
public final class Markdown {
    private Markdown() {}

    /** A table whose first column is text and whose others are mostly numbers. */
    public static List<String> table(List<String> head, List<List<String>> rows) {
        List<String> rule = new ArrayList<>(Collections.nCopies(head.size(), "---:"));
        rule.set(0, "---");
        List<String> lines = new ArrayList<>(List.of(line(head), line(rule)));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells.stream().map(Markdown::escaped).toList()) + " |";
    }

    /** Names of devices and drivers may hold what Markdown takes for markup. */
    public static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").replaceAll("([\\\\`*_|<>\\[\\]])", "\\\\$1");
    }
}
