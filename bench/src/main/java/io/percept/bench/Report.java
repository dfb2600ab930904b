package io.percept.bench;

import io.percept.backend.DeviceInfo;
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

    Report(String title) throws IOException {
        this.title = title;
        facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        facts.put("processor", processor() + ", " + Runtime.getRuntime().availableProcessors() + " available");
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    }

    /** Another with the same facts and no figures yet. */
    Report like(String otherTitle) throws IOException {
        Report other = new Report(otherTitle);
        other.facts.putAll(facts);
        return other;
    }

    private static String processor() throws IOException {
        Path description = Path.of("/proc/cpuinfo");
        return !Files.exists(description)
                ? System.getProperty("os.arch")
                : Files.readAllLines(description).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
    }

    void fact(String name, String value) {
        facts.put(name, value);
    }

    void device(DeviceInfo info) {
        List<String> parts = new ArrayList<>(List.of(info.name(), info.computeUnits() + " compute units"));
        for (String detail : List.of("platform", "driver", "tuned")) {
            if (info.details().containsKey(detail)) {
                parts.add(detail + " " + info.details().get(detail));
            }
        }
        facts.put(info.id(), String.join("; ", parts));
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
