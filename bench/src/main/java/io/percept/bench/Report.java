package io.percept.bench;

import io.percept.backend.DeviceInfo;
import io.percept.cli.bench.Machine;
import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures with what they were measured on, as JSON (a line for each figure) and as a page for readers. */
final class Report {
    private final String title;
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<Map<String, String>> rows = new ArrayList<>();

    Report(String title) {
        this.title = title;
        facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        facts.putAll(Machine.facts());
    }

    /** Another with the same facts and no figures yet. */
    Report like(String otherTitle) {
        Report other = new Report(otherTitle);
        other.facts.putAll(facts);
        return other;
    }

    void fact(String name, String value) {
        facts.put(name, value);
    }

    void device(DeviceInfo info) {
        facts.put(info.id(), Machine.describe(info));
    }

    /** A figure; all have the same columns. */
    void row(Map<String, String> row) {
        rows.add(row);
        System.out.println(String.join("  ", row.values()));
    }

    /** Writes {@code name.json} and {@code name.md}. */
    void write(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        List<String> json = new ArrayList<>(List.of(object(facts)));
        rows.forEach(row -> json.add(object(row)));
        Files.write(folder.resolve(name + ".json"), json);

        List<String> page = new ArrayList<>(List.of("# " + title, ""));
        facts.forEach((fact, value) -> page.add("- " + fact + ": " + value));
        List<String> columns = List.copyOf(rows.get(0).keySet());
        page.addAll(List.of(
                "", line(columns), line(columns.stream().map(column -> "---").toList())));
        rows.forEach(row -> page.add(line(List.copyOf(row.values()))));
        Files.write(folder.resolve(name + ".md"), page);
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String object(Map<String, String> values) {
        JsonObjectBuilder builder = JsonObject.builder();
        values.forEach(builder::put);
        return builder.build().toString();
    }
}
