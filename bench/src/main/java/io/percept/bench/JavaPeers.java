package io.percept.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Peers on a Java virtual machine. Their sources are compiled when they are wanted, each with its own libraries, which
 * {@code mvn -P peers package} has put into {@code bench/peers/NAME/target/lib}.
 */
final class JavaPeers {
    private static final Path SOURCES = Path.of("bench/src/peers/java");
    private static final Path COMPILED = Path.of("bench/target/peers");
    private static final String OWN_CLASSES = "bench/target/classes";

    private static final Path COMMAND = Path.of("cli/target/percept-cli.jar");
    private static final Path COMMAND_LIBRARIES = Path.of("cli/target/lib");

    /** Where libraries unpack what they bring, each in its own way of being told: not into the user's home. */
    private static final String UNPACKED = COMPILED.resolve("unpacked").toString();

    private static final List<String> UNPACK = List.of(
            "-Dorg.bytedeco.javacpp.cachedir=" + UNPACKED + "/javacpp",
            "-DDJL_CACHE_DIR=" + UNPACKED + "/djl",
            "-DENGINE_CACHE_DIR=" + UNPACKED + "/djl");

    private final PeerOptions options;

    JavaPeers(PeerOptions options) {
        this.options = options;
    }

    /** Percept itself, with the options of Java's that its command has. */
    PeerProgram percept(String device) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                java(JavaHomes.own()),
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-cp",
                OWN_CLASSES + ":bench/target/lib/*",
                PerceptPeer.class.getName()));
        command.addAll(arguments());
        command.add(device);
        List<Path> files = new ArrayList<>(files(COMMAND_LIBRARIES));
        files.add(COMMAND);
        return new PeerProgram("Percept, " + device, command, List.of(Map.of()), files);
    }

    /**
     * A peer.
     *
     * @param folder its name in {@code bench/peers}
     * @param main its class
     * @param javaOptions that it needs
     */
    PeerProgram peer(
            String name,
            String folder,
            String main,
            Path javaHome,
            List<String> javaOptions,
            List<Map<String, String>> settings)
            throws IOException {
        Path libraries = Path.of("bench/peers", folder, "target/lib");
        if (!Files.isDirectory(libraries)) {
            throw new IOException("there is no " + libraries + "; run mvn -P peers package");
        }
        String classPath = OWN_CLASSES + ":" + libraries + "/*";
        Path classes = COMPILED.resolve(main);
        compile(javaHome, main, classPath, classes);
        List<String> command = new ArrayList<>(List.of(java(javaHome)));
        command.addAll(UNPACK);
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", classes + ":" + classPath, "io.percept.bench.peer." + main));
        command.addAll(arguments());
        return new PeerProgram(name, command, settings, files(libraries));
    }

    private List<String> arguments() {
        return List.of(options.data().toString(), "" + options.threads());
    }

    private static String java(Path home) {
        return home.resolve("bin/java").toString();
    }

    private static void compile(Path home, String main, String classPath, Path classes) throws IOException {
        Path source = SOURCES.resolve("io/percept/bench/peer/" + main + ".java");
        // The libraries' manifests name jars that nobody needs.
        Process javac = new ProcessBuilder(
                        home.resolve("bin/javac").toString(),
                        "-Xlint:all,-path,-options,-processing,-try",
                        "-d",
                        classes.toString(),
                        "-cp",
                        classPath,
                        source.toString())
                .inheritIO()
                .start();
        try {
            if (javac.waitFor() != 0) {
                throw new IOException(source + " does not compile; the messages are above");
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted while javac ran", e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
