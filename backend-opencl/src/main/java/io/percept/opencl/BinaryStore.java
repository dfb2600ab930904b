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
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled programs in files, from one run of the software to the next. A file holds a mark with the format's version, the SHA-256 of the
 * binary, and the binary; what does not match its checksum is not there. A folder that cannot be written costs time and nothing else.
 * What has not been used for longest is deleted when the files take more than their limit.
 */
final class BinaryStore {
    /** To be raised when the format of the files, or what their keys are made of, changes. */
    static final String FORMAT = "percept-program-1";

    private static final Logger LOG = LoggerFactory.getLogger(BinaryStore.class);

    private static final byte[] MARK = (FORMAT + "\n").getBytes(StandardCharsets.US_ASCII);

    /** A device's programs for all operations are about 10 MB; new drivers and kernels leave those before them behind. */
    private static final long MOST_BYTES = 200_000_000;

    /** A file that a process has not finished in so long was left by one that died. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** Null for a store that keeps nothing. */
    private final Path folder;

    private final long mostBytes;

    private final boolean saves;

    BinaryStore(Path folder) {
        this(folder, MOST_BYTES);
    }

    /** A store whose files take so many bytes at most, or one file more. */
    BinaryStore(Path folder, long mostBytes) {
        this(folder, mostBytes, true);
    }

    private BinaryStore(Path folder, long mostBytes, boolean saves) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.saves = saves;
    }

    /** The same store, from which one takes what is there. */
    BinaryStore withoutSaving() {
        return new BinaryStore(folder, mostBytes, false);
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
        return folder != null && saves;
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
                    used(file(key));
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
        if (!keeps()) {
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
            evict(file(key));
        } catch (IOException e) {
            LOG.info("The compiled program {} cannot be kept and will be built again: {}", file(key), e.toString());
        }
    }

    private static void used(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            LOG.debug("{} cannot be marked as used: {}", file, e.toString());
        }
    }

    /** A file, and when it was used. */
    private record Entry(Path file, Instant used, long bytes) {
        static Optional<Entry> of(Path file) {
            try {
                return Optional.of(
                        new Entry(file, Files.getLastModifiedTime(file).toInstant(), Files.size(file)));
            } catch (IOException deletedMeanwhile) {
                return Optional.empty();
            }
        }
    }

    /** Deletes the longest unused files but {@code kept} until the others fit. A file is there wholly or not at all for other processes. */
    private void evict(Path kept) throws IOException {
        List<Entry> entries;
        try (Stream<Path> files = Files.list(folder)) {
            entries = files.flatMap(file -> Entry.of(file).stream())
                    .sorted(Comparator.comparing(Entry::used))
                    .toList();
        }
        long bytes = entries.stream().mapToLong(Entry::bytes).sum();
        Instant abandoned = Instant.now().minus(ABANDONED);
        for (Entry entry : entries) {
            String name = entry.file().getFileName().toString();
            boolean left = name.endsWith(".tmp") && entry.used().isBefore(abandoned);
            if (left
                    || (bytes > mostBytes
                            && name.endsWith(".bin")
                            && !entry.file().equals(kept))) {
                Files.deleteIfExists(entry.file());
                bytes -= entry.bytes();
            }
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
