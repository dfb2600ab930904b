package io.percept.cli.bench;

import java.util.ArrayList;
import java.util.List;

/** A report as a Markdown page. */
public final class MarkdownForm {
    private MarkdownForm() {}

    /** The lines. */
    public static List<String> of(BenchReport report) {
        List<String> lines = new ArrayList<>(List.of("# Percept: figures of this machine", ""));
        report.facts().forEach((fact, value) -> lines.add("- " + fact + ": " + Markdown.escaped(value)));
        lines.addAll(List.of("", BenchReport.METHOD));
        for (DeviceFigures device : report.devices()) {
            lines.addAll(List.of(
                    "",
                    "## " + device.device().id() + ": "
                            + Markdown.escaped(device.device().name()),
                    ""));
            lines.add("Ceilings: " + Table.ceilings(device.roofline()));
            Table.of(device).forEach(table -> append(lines, table));
        }
        return lines;
    }

    private static void append(List<String> lines, Table table) {
        lines.addAll(List.of("", "### " + table.title(), ""));
        lines.addAll(Markdown.table(table.head(), table.rows()));
    }
}
