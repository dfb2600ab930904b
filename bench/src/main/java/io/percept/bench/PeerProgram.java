package io.percept.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a peer is started.
 *
 * @param name as reports have it
 * @param command what answers the questions of {@link io.percept.bench.peer.PeerLoop}
 * @param settings environments to try: it is measured in the one that suits it best. Threads that spin while they wait can slow a peer many
 *     times over, and which setting prevents it differs between libraries and machines
 * @param files what it needs at run time beside Java or Python
 */
record PeerProgram(String name, List<String> command, List<Map<String, String>> settings, List<Path> files) {
    /** The same in one of its settings alone. */
    PeerProgram with(Map<String, String> setting) {
        return new PeerProgram(name, command, List.of(setting), files);
    }

    /** The same with another argument. */
    PeerProgram with(String argument) {
        List<String> longer = new ArrayList<>(command);
        longer.add(argument);
        return new PeerProgram(name, longer, settings, files);
    }

    /** The same where some of its files, by their names, are not needed. */
    PeerProgram withoutFiles(Predicate<String> unused) {
        List<Path> needed = files.stream()
                .filter(file -> !unused.test(file.getFileName().toString()))
                .toList();
        return new PeerProgram(name, command, settings, needed);
    }

    /** What its files take, in MB. */
    double megabytes() throws IOException {
        double bytes = 0;
        for (Path file : files) {
            try (Stream<Path> parts = Files.walk(file)) {
                bytes += parts.filter(Files::isRegularFile)
                        .filter(part -> !part.toString().endsWith(".pyc"))
                        .mapToLong(part -> part.toFile().length())
                        .sum();
            }
        }
        return bytes / 1e6;
    }

    /** The environment that it is started in, beside the one that there is. */
    Map<String, String> environment() {
        return settings.get(0);
    }

    /** A setting in words. */
    static String words(Map<String, String> setting) {
        return setting.isEmpty()
                ? "no setting"
                : setting.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .sorted()
                        .collect(Collectors.joining(" "));
    }
}
