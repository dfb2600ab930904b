package io.percept.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a peer is started.
 *
 * @param name as reports have it
 * @param command what answers the questions of {@link io.percept.bench.peer.PeerLoop}
 * @param trains whether it trains, or else multiplies matrices
 * @param settings environments to try: it is measured in the one that suits it best. Threads that spin while they wait can slow a peer many
 *     times over, and which setting prevents it differs between libraries and machines
 * @param files what it needs at run time beside Java or Python
 */
record PeerProgram(
        String name, List<String> command, boolean trains, List<Map<String, String>> settings, List<Path> files) {
    /** The same in one of its settings alone. */
    PeerProgram with(Map<String, String> setting) {
        return new PeerProgram(name, command, trains, List.of(setting), files);
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
