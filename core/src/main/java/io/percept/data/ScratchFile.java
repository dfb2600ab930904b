package io.percept.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that nobody sees. */
final class ScratchFile {
    private ScratchFile() {}

    /** Makes one that goes when its channel and what is mapped of it go. */
    static FileChannel open(Path folder) {
        try {
            Path path = Files.createTempFile(folder, "percept-", ".rows");
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            remove(path);
            return channel;
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** An open file lives on without a name, and goes whatever ends the program; not so on Windows. */
    private static void remove(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }

    static DataException unwritable(Path folder, IOException e) {
        return new DataException(
                "data that is too large for the memory, or packed, is kept in a file, but none can be written in "
                        + folder + ": " + e.getMessage() + "; name a folder with more room, or give the program more"
                        + " memory",
                e);
    }
}
