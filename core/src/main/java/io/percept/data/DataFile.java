package io.percept.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens data files, compressed or not, and words what goes wrong with them. */
final class DataFile {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC_1 = 0x1f;
    private static final int GZIP_MAGIC_2 = 0x8b;

    private DataFile() {}

    /** Where a stream comes from. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    /** The content of a file, decompressed when it is gzip. */
    static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new DataException(file + " is a folder, not a file");
        }
        return decompressed(Files.newInputStream(file));
    }

    /**
     * The content, decompressed when it begins with gzip's magic number; a file's name says nothing. Closes the stream when it
     * cannot be read.
     */
    static InputStream decompressed(InputStream in) throws IOException {
        try {
            InputStream buffered = new BufferedInputStream(in, BUFFER);
            buffered.mark(2);
            boolean gzip = buffered.read() == GZIP_MAGIC_1 && buffered.read() == GZIP_MAGIC_2;
            buffered.reset();
            return gzip ? new GZIPInputStream(buffered, BUFFER) : buffered;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The exception for the user when a file, or a stream that goes by this name, cannot be read. */
    static DataException unreadable(String name, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new DataException("there is no file " + name, e);
        }
        if (e instanceof AccessDeniedException) {
            return new DataException(name + " cannot be read: permission denied", e);
        }
        if (e instanceof ZipException || e instanceof EOFException) {
            return new DataException(name + " cannot be read: its gzip data is damaged or cut short", e);
        }
        return new DataException(name + " cannot be read: " + e.getMessage(), e);
    }
}
