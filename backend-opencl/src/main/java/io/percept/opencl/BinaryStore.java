package io.percept.opencl;

import io.percept.backend.CacheFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled programs in files, from one run of the software to the next. A file holds a mark with the format's version, the SHA-256 of the
 * binary, and the binary; what does not match its checksum is not there. A folder that cannot be written costs time and nothing else.
 */
final class BinaryStore {
    /** To be raised when the format of the files, or what their keys are made of, changes. */
    static final String FORMAT = "percept-program-1";

    private static final Logger LOG = LoggerFactory.getLogger(BinaryStore.class);

    private static final byte[] MARK = (FORMAT + "\n").getBytes(StandardCharsets.US_ASCII);

    /** Null for a store that keeps nothing. */
    private final Path folder;

    BinaryStore(Path folder) {
        this.folder = folder;
    }

    /** The one in the user's cache folder. */
    static BinaryStore ofUser() {
        return new BinaryStore(
                CacheFolder.ofUser().map(folder -> folder.resolve("programs")).orElse(null));
    }

    /** A store that keeps nothing. */
    static BinaryStore none() {
        return new BinaryStore(null);
    }

    /** Whether it is worth asking for binaries to put into it. */
    boolean keeps() {
        return folder != null;
    }

    /** The binary of that key, if there is one and it is sound. */
    Optional<byte[]> load(String key) {
        if (folder == null) {
            return Optional.empty();
        }
        try {
            byte[] entry = Files.readAllBytes(file(key));
            int start = MARK.length + Sha256.BYTES;
            if (entry.length > start) {
                byte[] binary = Arrays.copyOfRange(entry, start, entry.length);
                if (Arrays.equals(head(binary), Arrays.copyOf(entry, start))) {
                    return Optional.of(binary);
                }
            }
            LOG.info("The compiled program {} is damaged and will be built again", file(key));
        } catch (NoSuchFileException absent) {
            LOG.debug("There is no compiled program {}", file(key));
        } catch (IOException e) {
            LOG.info("The compiled program {} cannot be read and will be built again: {}", file(key), e.toString());
        }
        return Optional.empty();
    }

    /** Keeps a binary under that key, in one step: nobody ever finds half of it. */
    void save(String key, byte[] binary) {
        if (folder == null) {
            return;
        }
        Path temporary = folder.resolve(".percept-" + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(folder);
            try {
                byte[] head = head(binary);
                Files.write(
                        temporary,
                        ByteBuffer.allocate(head.length + binary.length)
                                .put(head)
                                .put(binary)
                                .array());
                replace(temporary, file(key));
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            LOG.info("The compiled program {} cannot be kept and will be built again: {}", file(key), e.toString());
        }
    }

    private Path file(String key) {
        return folder.resolve(key + ".bin");
    }

    private static byte[] head(byte[] binary) {
        return ByteBuffer.allocate(MARK.length + Sha256.BYTES)
                .put(MARK)
                .put(Sha256.of(binary))
                .array();
    }

    static void replace(Path source, Path target) throws IOException {
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
