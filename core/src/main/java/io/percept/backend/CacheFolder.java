package io.percept.backend;

import java.nio.file.Path;
import java.util.Optional;

/** Where this user's caches lie, as the XDG base directory specification has it. */
public final class CacheFolder {
    /** Names another folder, or {@code off} for none. */
    public static final String PROPERTY = "percept.cache";

    private CacheFolder() {}

    /** The folder, which need not exist; empty when there is to be none. */
    public static Optional<Path> ofUser() {
        return choose(System.getProperty(PROPERTY), System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
    }

    static Optional<Path> choose(String property, String xdgCacheHome, String home) {
        if (property != null && !property.isEmpty()) {
            return property.equals("off") ? Optional.empty() : Optional.of(Path.of(property));
        }
        // The specification: paths that are not absolute are invalid and to be ignored.
        boolean xdg = xdgCacheHome != null && Path.of(xdgCacheHome).isAbsolute();
        Path caches = xdg ? Path.of(xdgCacheHome) : Path.of(home, ".cache");
        return Optional.of(caches.resolve("percept"));
    }
}
