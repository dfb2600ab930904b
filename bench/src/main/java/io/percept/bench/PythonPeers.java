package io.percept.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Peers in Python: scripts beside these classes. */
final class PythonPeers {
    /** That of the path, and the system's, which may have other packages. */
    private static final List<String> INTERPRETERS = List.of("python3", "/usr/bin/python3");

    private final PeerOptions options;
    private final Path folder;

    PythonPeers(PeerOptions options) throws IOException {
        this.options = options;
        this.folder = Files.createTempDirectory("percept-peers");
        copy("peer.py");
        copy("files.py");
    }

    private Path copy(String name) throws IOException {
        Path script = folder.resolve(name);
        try (InputStream in = PythonPeers.class.getResourceAsStream("peer/" + name)) {
            Files.copy(in, script);
            return script;
        }
    }

    /**
     * A peer, in the first interpreter that has its package.
     *
     * @param modules that it imports, and those that these need
     * @throws IOException when none has it
     */
    PeerProgram peer(String name, String script, List<Map<String, String>> settings, String... modules)
            throws IOException {
        for (String interpreter : INTERPRETERS) {
            List<String> question = new ArrayList<>(
                    List.of(interpreter, folder.resolve("files.py").toString()));
            question.addAll(List.of(modules));
            List<Path> files = answers(question);
            if (!files.isEmpty()) {
                List<String> command = List.of(
                        interpreter,
                        "-B",
                        copy(script).toString(),
                        options.data().toString(),
                        "" + options.threads());
                return new PeerProgram(name, command, settings, files);
            }
        }
        throw new IOException("none of " + INTERPRETERS + " can import " + modules[0]);
    }

    /** The paths that a command prints; none where it fails. */
    private static List<Path> answers(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            List<Path> paths;
            try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                paths = reader.lines().map(Path::of).toList();
            }
            return process.waitFor() == 0 ? paths : List.of();
        } catch (IOException | InterruptedException e) {
            return List.of();
        }
    }
}
