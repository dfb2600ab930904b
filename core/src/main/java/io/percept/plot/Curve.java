package io.percept.plot;

import io.percept.json.JsonArray;
import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import io.percept.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A course of figures as a table, and as charts.
 *
 * @param columns names of the columns
 * @param rows a figure for each column, NaN where there is none
 * @param charts what to show of it
 */
public record Curve(List<String> columns, List<List<Double>> rows, List<LineChart> charts) {
    public Curve {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        charts = List.copyOf(charts);
        for (List<Double> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of " + row.size() + " figures for " + columns.size() + " columns");
            }
        }
    }

    /** The table as CSV with a header; a figure that there is none of is an empty cell. */
    public String csv() {
        StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
        for (List<Double> row : rows) {
            csv.append(row.stream()
                            .map(figure -> Double.isFinite(figure)
                                    ? JsonValue.of(figure).toString()
                                    : "")
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return csv.toString();
    }

    /** The table as an array of objects, one for each row; a figure that there is none of is null. */
    public JsonArray json() {
        List<JsonValue> objects = new ArrayList<>();
        for (List<Double> row : rows) {
            JsonObjectBuilder object = JsonObject.builder();
            for (int i = 0; i < columns.size(); i++) {
                object.put(columns.get(i), row.get(i));
            }
            objects.add(object.build());
        }
        return new JsonArray(objects);
    }

    /** The charts as a picture. */
    public String svg() {
        return Svg.of(charts);
    }
}
