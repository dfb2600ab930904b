package io.percept.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.UUID;

/**
 * Writes a file so that nobody ever finds half of it: the contents go to a temporary file in the same folder, are forced to the disk,
 * and the file is then moved over the old one. On failure the old file stays and the temporary one is removed.
 */
public final class AtomicFile {
    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    /** The channel copies through a native buffer as large as what it is given; this keeps it small. */
    private static final int BLOCK = 1 << 20;

    private AtomicFile() {}

    /** Where the contents go. */
    @FunctionalInterface
    public interface Output {
        /** Writes all that remains in the buffer. */
        void write(ByteBuffer bytes) throws IOException;
    }

    /** What goes there. */
    @FunctionalInterface
    public interface Contents {
        void writeTo(Output out) throws IOException;
    }

    /**
     * Writes the file, new or over an old one, whose permissions it keeps.
     *
     * @throws ModelException when that fails
     */
    public static void write(Path path, Contents contents) {
        try {
            Path target = requireWritableTarget(path);
            Path temporary = temporaryBeside(target);
            try {
                fill(temporary, target, contents);
                replace(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw ModelException.cannotWrite(path, e);
        }
    }

    /**
     * Checks that the file could be written now, by creating and removing a temporary file beside it.
     *
     * @throws ModelException when it could not
     */
    public static void checkWritable(Path path) {
        try {
            Path temporary = temporaryBeside(requireWritableTarget(path));
            Files.createFile(temporary);
            Files.delete(temporary);
        } catch (IOException e) {
            throw ModelException.cannotWrite(path, e);
        }
    }

    private static Path requireWritableTarget(Path path) throws IOException {
        Path target = followLinks(path.toAbsolutePath());
        if (Files.isDirectory(target)) {
            throw ModelException.cannotWrite(path, "it is a folder, where the name of a file is needed");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw ModelException.cannotWrite(path, "it is not a regular file");
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw ModelException.cannotWrite(path, "it is there already and is write-protected");
        }
        Path folder = target.getParent();
        if (!Files.exists(folder)) {
            throw ModelException.cannotWrite(path, "the folder " + folder + " does not exist");
        }
        if (!Files.isDirectory(folder)) {
            throw ModelException.cannotWrite(path, folder + " is not a folder");
        }
        return target;
    }

    /** The file that the links lead to, which need not exist. */
    private static Path followLinks(Path path) throws IOException {
        Path target = path;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemLoopException(path.toString());
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    /** Its name does not hold the target's, which may be as long as names can be. */
    private static Path temporaryBeside(Path target) {
        return target.resolveSibling(".percept-" + UUID.randomUUID() + ".tmp");
    }

    /** Opens the file itself: those of {@code Files.createTempFile} are closed to everybody but their owner, and would remain so. */
    private static void fill(Path temporary, Path target, Contents contents) throws IOException {
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            keepPermissions(target, temporary);
            contents.writeTo(bytes -> writeFully(channel, bytes));
            channel.force(true);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            ByteBuffer block = bytes.slice(bytes.position(), Math.min(BLOCK, bytes.remaining()));
            bytes.position(bytes.position() + channel.write(block));
        }
    }

    private static void keepPermissions(Path target, Path temporary) throws IOException {
        boolean posix = Files.getFileAttributeView(temporary, PosixFileAttributeView.class) != null;
        if (posix && Files.exists(target)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(target);
            // File systems without permissions of their own report some and refuse to set any.
            if (!permissions.equals(Files.getPosixFilePermissions(temporary))) {
                Files.setPosixFilePermissions(temporary, permissions);
            }
        }
    }

    /** Moves a file over another; where the file system cannot do that in one step, in two. */
    static void replace(Path source, Path target) throws IOException {
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
