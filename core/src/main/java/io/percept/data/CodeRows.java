package io.percept.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Rows of float32s that come one after the other: in memory at first, and in a file as soon as they are too many for that. */
final class CodeRows implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    private final int columns;
    private final Storage storage;
    private FloatList memory = new FloatList();
    private FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.nativeOrder());
    private long rows;

    CodeRows(int columns, Storage storage) {
        this.columns = columns;
        this.storage = storage;
    }

    /** The number of rows. */
    int rows() {
        return Math.toIntExact(rows);
    }

    void add(float[] row) {
        if (rows == Dataset.MAX_ARRAY) {
            throw new DataException("the data has more than " + Dataset.MAX_ARRAY + " rows; use a part of it");
        }
        if (file == null && (memory.size() + (long) columns) * Float.BYTES > storage.memoryBytes()) {
            moveToFile();
        }
        rows++;
        if (file == null) {
            for (float code : row) {
                memory.add(code);
            }
        } else {
            write(row, columns);
        }
    }

    private void moveToFile() {
        file = ScratchFile.open(storage.folder());
        write(memory.elements(), memory.size());
        memory = null;
    }

    private void write(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            if (buffer.remaining() < Float.BYTES) {
                flush();
            }
            buffer.putFloat(values[i]);
        }
    }

    private void flush() {
        try {
            buffer.flip();
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
            buffer.clear();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private DataException unwritable(IOException e) {
        return ScratchFile.unwritable(storage.folder(), e);
    }

    /** The features that the codes become. Where these are too many for the memory, they are made when they are read. */
    Features features(OneHot encoding) {
        int width = encoding.width();
        if (file == null && rows * width * Float.BYTES > storage.memoryBytes()) {
            moveToFile();
        }
        if (file != null) {
            return stored(encoding);
        }
        if (encoding.isIdentity()) {
            return new FloatFeatures(memory.toArray(), rows(), width);
        }
        if (rows * width > Dataset.MAX_ARRAY) {
            throw new DataException(rows + " rows of " + width + " features, with one for each category, do not fit an"
                    + " array of at most " + Dataset.MAX_ARRAY + " elements; ignore columns of many categories");
        }
        float[] features = new float[(int) rows * width];
        for (int row = 0; row < rows; row++) {
            encoding.encode(memory.elements(), row * columns, features, row * width);
        }
        return new FloatFeatures(features, rows(), width);
    }

    private Features stored(OneHot encoding) {
        flush();
        try {
            MappedFile mapped = new MappedFile(file, 0, rows * columns * Float.BYTES, ByteOrder.nativeOrder());
            StoredMatrix matrix = new StoredMatrix(mapped, NumberFormat.FLOAT32, rows(), columns, false);
            return new StoredFeatures(matrix, encoding.isIdentity() ? null : encoding, null, false, storage);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Closes the file; what is mapped of it stays. */
    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
