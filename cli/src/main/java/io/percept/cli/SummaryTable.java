package io.percept.cli;

import io.percept.json.JsonObject;
import io.percept.nn.Network;
import io.percept.nn.NetworkJson;
import io.percept.nn.NetworkSummary;
import java.util.ArrayList;
import java.util.List;

/** A network as a table: a line for each layer, for people and for programs. */
record SummaryTable(Network network, NetworkSummary summary) {
    private static final String INDENT = "  ";

    static SummaryTable of(Network network) {
        return new SummaryTable(network, NetworkSummary.of(network));
    }

    List<String> lines() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("layer", "output", "parameters", "FLOPs/row"));
        rows.add(List.of("input", shape(network.inputs()), "", ""));
        for (NetworkSummary.Row row : summary.rows()) {
            rows.add(List.of(
                    INDENT.repeat(row.depth()) + row.position() + " " + row.layer(),
                    shape(row.outputs()),
                    Format.count(row.parameters()),
                    Format.count(row.flops())));
        }
        rows.add(List.of(
                "total", shape(network.outputs()), Format.count(summary.parameters()), Format.count(summary.flops())));
        return TextTable.lines(rows);
    }

    private static String shape(int columns) {
        return "n x " + columns;
    }

    /** The description that a model file holds, and the table. */
    JsonObject json() {
        return JsonObject.builder()
                .put("network", NetworkJson.write(network))
                .putArray(
                        "layers",
                        summary.rows().stream().map(SummaryTable::json).toList())
                .put("parameters", summary.parameters())
                .put("flopsPerRow", summary.flops())
                .build();
    }

    private static JsonObject json(NetworkSummary.Row row) {
        return JsonObject.builder()
                .put("position", row.position())
                .put("layer", row.layer())
                .put("outputs", row.outputs())
                .put("parameters", row.parameters())
                .put("flopsPerRow", row.flops())
                .build();
    }
}
