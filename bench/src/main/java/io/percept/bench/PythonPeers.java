package io.percept.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
    }

    private Path copy(String name) throws IOException {
        Path script = folder.resolve(name);
        try (InputStream in = PythonPeers.class.getResourceAsStream("peer/" + name)) {
            return Files.copy(in, script) > 0 ? script : null;
        }
    }

    /**
     * A peer, in the first interpreter that has its package.
     *
     * @throws IOException when none has it
     */
    PeerProgram peer(String name, String module, String script, List<Map<String, String>> settings) throws IOException {
        for (String interpreter : INTERPRETERS) {
            if (succeeds(List.of(interpreter, "-c", "import " + module))) {
                List<String> command = List.of(
                        interpreter,
                        "-B",
                        copy(script).toString(),
                        options.data().toString(),
                        "" + options.threads());
                return new PeerProgram(name, command, true, settings, List.of());
            }
        }
        throw new IOException("none of " + INTERPRETERS + " can import " + module);
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}
