package io.percept.cli.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A report as a Markdown page. */
public final class MarkdownForm {
    private MarkdownForm() {}

    /** The lines. */
    public static List<String> of(BenchReport report) {
        List<String> lines = new ArrayList<>(List.of("# Percept: figures of this machine", ""));
        report.facts().forEach((fact, value) -> lines.add("- " + fact + ": " + escaped(value)));
        lines.addAll(List.of("", BenchReport.METHOD));
        for (DeviceFigures device : report.devices()) {
            lines.addAll(List.of(
                    "",
                    "## " + device.device().id() + ": "
                            + escaped(device.device().name()),
                    ""));
            lines.add("Ceilings: " + Table.ceilings(device.roofline()));
            Table.of(device).forEach(table -> append(lines, table));
        }
        return lines;
    }

    private static void append(List<String> lines, Table table) {
        lines.addAll(List.of("", "### " + table.title(), ""));
        lines.add(line(table.head()));
        List<String> rule = new ArrayList<>(Collections.nCopies(table.head().size(), "---:"));
        rule.set(0, "---");
        lines.add(line(rule));
        table.rows().forEach(row -> lines.add(line(row)));
    }

    private static String line(List<String> cells) {
        return "| "
                + String.join(" | ", cells.stream().map(MarkdownForm::escaped).toList()) + " |";
    }

    /** Names of devices and drivers may hold what Markdown takes for markup. */
    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").replaceAll("([\\\\`*_|<>\\[\\]])", "\\\\$1");
    }
}
