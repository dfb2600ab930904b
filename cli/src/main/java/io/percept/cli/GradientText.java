package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.backend.Loss;
import io.percept.json.JsonObject;
import io.percept.nn.Network;
import io.percept.train.GradientReport;
import io.percept.train.GradientReport.Element;
import io.percept.train.GradientReport.OfParameter;
import io.percept.train.GradientReport.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a check of gradients found, for people and for programs. */
record GradientText(GradientReport report, Network network) {
    /** The worst element of each parameter, and the verdict. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("loss      " + report.deviceLoss() + " on the device, " + report.referenceLoss()
                + " in double precision");
        lines.add("compared  " + Format.count(report.compared()) + " of " + Format.count(network.parameterCount())
                + " derivatives with central differences" + exceptions());
        lines.add("");
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("worst of", "layer", "row", "column", "device", "reference", "off by", "may be", "verdict"));
        for (OfParameter found : report.parameters()) {
            Element worst = found.worst();
            cells.add(List.of(
                    worst.parameter().name(),
                    layer(worst),
                    Format.count(worst.row()),
                    Format.count(worst.column()),
                    derivative(worst.device()),
                    derivative(worst.reference()),
                    part(worst.relativeError()),
                    part(worst.relativeBound()),
                    worst.agrees() ? "ok" : "WRONG"));
        }
        lines.addAll(TextTable.lines(cells));
        lines.add("");
        lines.add(verdict());
        return lines;
    }

    private String exceptions() {
        int atKinks = report.compared(Way.KINK);
        return atKinks == 0 ? "" : ", " + Format.count(atKinks) + " of them at kinks, to one side";
    }

    private String verdict() {
        Element worst = report.worst();
        if (report.agrees()) {
            return "the gradients are right: every derivative agrees within what rounding in float32 can make";
        }
        long wrong = report.parameters().stream()
                .flatMap(found -> found.elements().stream())
                .filter(element -> !element.agrees())
                .count();
        return "the gradients are WRONG: " + Format.count(wrong) + " of " + Format.count(report.compared())
                + " derivatives differ by more than rounding can make; the worst is " + worst.place() + " of layer "
                + layer(worst) + ": " + derivative(worst.device()) + " on the device, "
                + derivative(worst.reference()) + " in double precision";
    }

    /** Position and kind of the layer that a parameter belongs to: {@code 2 linear 10}. */
    private String layer(Element element) {
        String name = element.parameter().name();
        int position = Integer.parseInt(name.substring(0, name.indexOf('.')));
        return position + " "
                + TextTable.shortened(network.layers().get(position).summary());
    }

    private static String derivative(double value) {
        return String.format(Locale.ROOT, "%.6e", value);
    }

    private static String part(double relative) {
        return String.format(Locale.ROOT, "%.1e", relative);
    }

    JsonObject json(Backends.Choice choice, int rows, Loss loss) {
        return JsonObject.builder()
                .put("event", "result")
                .put("device", choice.device().id())
                .putStrings("passedOver", choice.passedOver())
                .put("network", network.summary())
                .put("loss", loss.name())
                .put("rows", rows)
                .put("deviceLoss", report.deviceLoss())
                .put("referenceLoss", report.referenceLoss())
                .put("compared", report.compared())
                .put("atKinks", report.compared(Way.KINK))
                .put("agrees", report.agrees())
                .put("worst", json(report.worst()))
                .putArray(
                        "parameters",
                        report.parameters().stream()
                                .map(found -> json(found.worst()))
                                .toList())
                .build();
    }

    private JsonObject json(Element worst) {
        return JsonObject.builder()
                .put("layer", layer(worst))
                .put("parameter", worst.parameter().name())
                .put("row", worst.row())
                .put("column", worst.column())
                .put("device", worst.device())
                .put("reference", worst.reference())
                .put("relativeError", worst.relativeError())
                .put("relativeBound", worst.relativeBound())
                .put("agrees", worst.agrees())
                .build();
    }
}
