package io.percept.model;

import io.percept.model.SafetensorsHeader.Entry;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads one file. Memory is taken only for bytes that the file is known to have. */
final class SafetensorsReader {
    /** The channel copies through a native buffer as large as what is asked for; this keeps it small. */
    private static final int BLOCK = 1 << 20;

    private final Path path;
    private final FileChannel in;
    private final long memory;

    private SafetensorsReader(Path path, FileChannel in, long memory) {
        this.path = path;
        this.in = in;
        this.memory = memory;
    }

    /**
     * Reads a file.
     *
     * @param memory bytes that the tensors may take at most
     */
    static SafetensorsFile read(Path path, long memory) {
        requireRegularFile(path);
        try (FileChannel in = FileChannel.open(path)) {
            return new SafetensorsReader(path, in, memory).read();
        } catch (EOFException e) {
            throw ModelException.cannotRead(path, "it became shorter meanwhile");
        } catch (IOException e) {
            throw ModelException.cannotRead(path, e);
        }
    }

    /** Before the file is opened, because opening a pipe waits for its writer. */
    private static void requireRegularFile(Path path) {
        if (Files.isDirectory(path)) {
            throw ModelException.cannotRead(path, "it is a folder, where the name of a file is needed");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw ModelException.cannotRead(path, "it is not a regular file");
        }
    }

    private SafetensorsFile read() throws IOException {
        long fileBytes = in.size();
        if (fileBytes < SafetensorsHeader.LENGTH_BYTES) {
            throw ModelException.invalid(
                    path, "it has " + fileBytes + " bytes, too few for the length of a header, which takes 8");
        }
        long headerBytes = ByteBuffer.wrap(bytes(0, SafetensorsHeader.LENGTH_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        long rest = fileBytes - SafetensorsHeader.LENGTH_BYTES;
        requireHeaderLength(headerBytes, rest);

        byte[] headerText = bytes(SafetensorsHeader.LENGTH_BYTES, (int) headerBytes);
        SafetensorsHeader header = new SafetensorsHeaderReader(path).read(headerText, rest - headerBytes);
        if (rest - headerBytes > memory) {
            throw ModelException.cannotRead(
                    path,
                    "its tensors take " + (rest - headerBytes) + " bytes, but Java may use only " + memory
                            + "; the option -Xmx of java allows more");
        }
        long data = SafetensorsHeader.LENGTH_BYTES + headerBytes;
        List<Tensor> tensors = new ArrayList<>(header.entries().size());
        for (Entry entry : header.entries()) {
            byte[] values = bytes(data + entry.begin(), (int) (entry.end() - entry.begin()));
            tensors.add(new Tensor(entry.name(), entry.type(), entry.shape(), values));
        }
        return new SafetensorsFile(path, header.metadata(), tensors);
    }

    private void requireHeaderLength(long headerBytes, long rest) {
        if (headerBytes == 0) {
            throw ModelException.invalid(path, "its header is empty");
        }
        if (headerBytes < 0 || headerBytes > SafetensorsHeader.MAX_BYTES) {
            throw ModelException.invalid(
                    path,
                    "its header would have " + Long.toUnsignedString(headerBytes) + " bytes, more than the "
                            + SafetensorsHeader.MAX_BYTES + " allowed");
        }
        if (headerBytes > rest) {
            throw ModelException.invalid(
                    path, "its header would have " + headerBytes + " bytes, but only " + rest + " follow");
        }
    }

    private byte[] bytes(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            int count = in.read(ByteBuffer.wrap(bytes, done, Math.min(BLOCK, length - done)), position + done);
            if (count < 0) {
                throw new EOFException();
            }
            done += count;
        }
        return bytes;
    }
}
