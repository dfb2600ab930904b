package io.percept.cli.bench;

import io.percept.backend.DeviceInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What figures were measured on. */
public final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Processor, operating system and Java, each under its name. */
    public static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", processor() + ", " + Runtime.getRuntime().availableProcessors() + " available");
        facts.put("system", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        facts.put("java", property("java.vm.name") + " " + property("java.version"));
        return facts;
    }

    /** A device's name, its units, and what drives it. */
    public static String describe(DeviceInfo info) {
        List<String> parts = new ArrayList<>(List.of(info.name(), info.computeUnits() + " compute units"));
        for (String detail : List.of("platform", "driver", "tuned")) {
            Optional.ofNullable(info.details().get(detail)).ifPresent(value -> parts.add(detail + " " + value));
        }
        return String.join("; ", parts);
    }

    /** The name that Linux knows; elsewhere the architecture. */
    private static String processor() {
        if (!Files.exists(PROCESSORS)) {
            return property("os.arch");
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(property("os.arch"));
        } catch (IOException e) {
            return property("os.arch");
        }
    }

    private static String property(String name) {
        return System.getProperty(name);
    }
}
