package io.percept.cli;

import io.percept.backend.Executable.Launch;
import io.percept.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one training step launches on its device, for people and for programs. */
record Explanation(List<Launch> launches) {
    /** A table with a line for each launch and one for their sums. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("a full batch takes " + Format.count(launches.size(), "launch", "launches") + ":");
        lines.add(line("kernel", "variant", "sizes", "FLOPs", "bytes"));
        for (Launch launch : launches) {
            lines.add(line(
                    launch.kernel(),
                    launch.variant(),
                    launch.sizes(),
                    Format.count(launch.flops()),
                    Format.count(launch.bytes())));
        }
        lines.add(line("total", "", "", Format.count(flops()), Format.count(bytes())));
        return lines;
    }

    private static String line(String kernel, String variant, String sizes, String flops, String bytes) {
        return String.format(Locale.ROOT, "%-24s %-28s %-18s %15s %15s", kernel, variant, sizes, flops, bytes);
    }

    JsonObject json() {
        return JsonObject.builder()
                .put("event", "explain")
                .putArray(
                        "launches", launches.stream().map(Explanation::describe).toList())
                .put("flops", flops())
                .put("bytes", bytes())
                .build();
    }

    private static JsonObject describe(Launch launch) {
        return JsonObject.builder()
                .put("kernel", launch.kernel())
                .put("variant", launch.variant())
                .put("sizes", launch.sizes())
                .put("flops", launch.flops())
                .put("bytes", launch.bytes())
                .build();
    }

    private long flops() {
        return launches.stream().mapToLong(Launch::flops).sum();
    }

    private long bytes() {
        return launches.stream().mapToLong(Launch::bytes).sum();
    }
}
