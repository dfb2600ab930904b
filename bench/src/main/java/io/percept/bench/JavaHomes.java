package io.percept.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The JDKs of this machine. */
final class JavaHomes {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    private JavaHomes() {}

    /** The one that this program runs on. */
    static Path own() {
        return Path.of(System.getProperty("java.home"));
    }

    /**
     * One of a version or newer, this one or beside it.
     *
     * @throws IOException when there is none
     */
    static Path atLeast(int version) throws IOException {
        if (Runtime.version().feature() >= version) {
            return own();
        }
        try (Stream<Path> homes = Files.list(own().getParent())) {
            return homes.filter(home -> versionOf(home) >= version)
                    .findFirst()
                    .orElseThrow(() -> new IOException("it needs Java " + version + ", which is not beside " + own()));
        }
    }

    private static int versionOf(Path home) {
        try {
            Path release = home.resolve("release");
            Matcher matcher = VERSION.matcher(Files.exists(release) ? Files.readString(release) : "");
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
