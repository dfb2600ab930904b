package io.percept.data;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Where a data set's features are kept while it is used. Small ones are arrays in memory. Larger ones are a file of fixed-size rows, any of
 * which can be read at once; targets and the order of the rows stay in memory, some 20 bytes for each row.
 *
 * @param memoryBytes features that take more than that are kept in a file
 * @param folder where files are made that nobody sees; they go with the program
 * @param blockRows how many rows of a data set in a file are on a device at a time; if empty, all of them when it has enough memory, or as
 *     many as fit a moderate block
 */
public record Storage(long memoryBytes, Path folder, OptionalInt blockRows) {
    /** There are the arrays of the whole set and of its parts, and on the processor the devices' copies; growing takes room too. */
    private static final int COPIES = 8;

    public Storage {
        if (memoryBytes < 0) {
            throw new DataException("the memory for features is " + memoryBytes + " bytes; it must not be negative");
        }
        if (blockRows.isPresent() && blockRows.getAsInt() < 1) {
            throw new DataException("a block has " + blockRows.getAsInt() + " rows; it must have at least 1");
        }
    }

    /** In memory where there is plenty of room: below an eighth of the largest heap. */
    public static Storage automatic() {
        return new Storage(Runtime.getRuntime().maxMemory() / COPIES, temporary(), OptionalInt.empty());
    }

    /** In memory whatever the size. */
    public static Storage inMemory() {
        return new Storage(Long.MAX_VALUE, temporary(), OptionalInt.empty());
    }

    /** In a file whatever the size, with that many rows on a device at a time. */
    public static Storage inFile(int blockRows) {
        return new Storage(0, temporary(), OptionalInt.of(blockRows));
    }

    /** With files in another folder. */
    public Storage in(Path otherFolder) {
        return new Storage(memoryBytes, otherFolder, blockRows);
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }
}
