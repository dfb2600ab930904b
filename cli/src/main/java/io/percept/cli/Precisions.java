package io.percept.cli;

import io.percept.backend.BackendProvider;
import io.percept.backend.Device.Unsupported;
import io.percept.backend.DeviceInfo;
import io.percept.backend.Precision;
import io.percept.json.JsonObject;
import io.percept.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The precisions in which a device multiplies matrices.
 *
 * @param offered their names
 * @param missing why it has not the others, by their names
 */
record Precisions(List<String> offered, Map<String, String> missing) {
    static Precisions of(BackendProvider provider, DeviceInfo device) {
        List<String> offered = new ArrayList<>();
        Map<String, String> missing = new LinkedHashMap<>();
        for (Precision precision : Precision.values()) {
            if (provider.supports(device, precision) instanceof Unsupported unsupported) {
                missing.put(precision.label(), unsupported.reason());
            } else {
                offered.add(precision.label());
            }
        }
        return new Precisions(offered, missing);
    }

    /** "float32, tf32; not bf16: its compiler refuses it", each reason once. */
    String text() {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        missing.forEach((name, reason) ->
                byReason.computeIfAbsent(reason, any -> new ArrayList<>()).add(name));
        StringBuilder text = new StringBuilder(String.join(", ", offered));
        byReason.forEach((reason, names) -> text.append("; not ")
                .append(String.join(", ", names))
                .append(": ")
                .append(reason));
        return text.toString();
    }

    JsonObject reasons() {
        JsonObjectBuilder json = JsonObject.builder();
        missing.forEach(json::put);
        return json.build();
    }
}
