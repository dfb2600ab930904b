package io.percept.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found out once and holds for later runs of the software: texts under texts, each pair in a file of its own in the user's {@link
 * CacheFolder}. A file repeats its key, so that what is damaged is not there. A folder that cannot be written costs time and nothing else.
 */
public final class Remembered {
    private static final Logger LOG = LoggerFactory.getLogger(Remembered.class);

    /** Stands between key and value, and in neither. */
    private static final String SEPARATOR = "\n\u0000\n";

    /** Null for a memory that keeps nothing. */
    private final Path folder;

    private Remembered(Path folder) {
        this.folder = folder;
    }

    /** A memory in a folder of one's own. */
    public static Remembered in(Path folder) {
        return new Remembered(folder);
    }

    /** The user's memory for one kind of facts, which names a folder. */
    public static Remembered ofUser(String kind) {
        return new Remembered(
                CacheFolder.ofUser().map(caches -> caches.resolve(kind)).orElse(null));
    }

    /** What was put under that key. */
    public Optional<String> get(String key) {
        if (folder == null) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file(key));
            if (text.startsWith(key + SEPARATOR)) {
                return Optional.of(text.substring(key.length() + SEPARATOR.length()));
            }
            LOG.info("{} is damaged and not used", file(key));
        } catch (NoSuchFileException absent) {
            LOG.debug("There is no {}", file(key));
        } catch (IOException e) {
            LOG.info("{} cannot be read and is not used: {}", file(key), e.toString());
        }
        return Optional.empty();
    }

    /** Puts a value under a key, in one step: nobody ever finds half of it. */
    public void put(String key, String value) {
        if (folder == null) {
            return;
        }
        Path temporary = folder.resolve(".percept-" + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(folder);
            try {
                Files.writeString(temporary, key + SEPARATOR + value);
                replace(temporary, file(key));
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            LOG.info("{} cannot be written, and will be found out again: {}", file(key), e.toString());
        }
    }

    private static void replace(Path source, Path target) throws IOException {
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path file(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(digest) + ".txt");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
