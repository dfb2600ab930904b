package io.percept.cli;

import io.percept.cli.bench.BenchReport;
import io.percept.cli.bench.DeviceFigures;
import io.percept.cli.bench.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The figures of this machine for people at a terminal. */
final class BenchText {
    private BenchText() {}

    static List<String> lines(BenchReport report) {
        List<String> lines = new ArrayList<>();
        Map<String, String> facts = report.facts();
        int width = facts.keySet().stream().mapToInt(String::length).max().orElseThrow();
        facts.forEach((fact, value) -> lines.add(fact + " ".repeat(width - fact.length()) + "  " + value));
        for (DeviceFigures device : report.devices()) {
            lines.add("");
            lines.add(device.device().id() + " reaches " + Table.ceilings(device.roofline()));
            for (Table table : Table.of(device)) {
                List<List<String>> rows = new ArrayList<>(List.of(table.head()));
                rows.addAll(table.rows());
                lines.add("");
                lines.addAll(TextTable.lines(rows));
            }
        }
        return lines;
    }
}
