package io.percept.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be compared.
 *
 * @param data the folder with Fashion-MNIST
 * @param results the folder for the reports
 * @param parts some of {@link #PARTS}
 * @param threads of each peer
 * @param rounds in turns; an odd number, for the medians
 * @param peers parts of the names of those wanted; all when empty
 */
record PeerOptions(Path data, Path results, List<String> parts, int threads, int rounds, List<String> peers) {
    /** All that can be compared. */
    static final List<String> PARTS = List.of("training", "regression", "start", "accuracy", "gemm");

    static PeerOptions parse(String[] arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("--parts", String.join(",", PARTS));
        values.put("--threads", "" + Runtime.getRuntime().availableProcessors());
        values.put("--rounds", "5");
        values.put("--peers", "");
        for (int i = 2; i < arguments.length; i += 2) {
            if (!values.containsKey(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        arguments[i] + " is none of " + values.keySet() + ", each followed by its value");
            }
            values.put(arguments[i], arguments[i + 1]);
        }
        List<String> parts = words(values.get("--parts"));
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException("--parts takes some of " + PARTS + ", not " + parts);
        }
        int rounds = Integer.parseInt(values.get("--rounds"));
        if (rounds % 2 == 0) {
            throw new IllegalArgumentException("--rounds takes an odd number, not " + rounds);
        }
        return new PeerOptions(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                parts,
                Integer.parseInt(values.get("--threads")),
                rounds,
                words(values.get("--peers")));
    }

    private static List<String> words(String list) {
        return List.of(list.split(",", -1)).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    boolean wants(String peer) {
        return peers.isEmpty() || peers.stream().anyMatch(peer::contains);
    }
}
