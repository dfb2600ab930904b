package io.percept.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * An array of NumPy's, mapped: rows x columns, where all dimensions but the first are one.
 *
 * @param name the file, for messages
 */
record NpyArray(String name, NpyHeader header, StoredMatrix matrix) {
    private static final int BUFFER = 1 << 16;
    /** Images have rows, height and width, and perhaps one channel. */
    private static final int IMAGE_DIMENSIONS = 3;

    /** Opens an NPY file. */
    static NpyArray open(Path file) {
        String name = file.toString();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            NpyHeader header = NpyHeader.read(Channels.newInputStream(channel), name);
            long expected = header.numbers() * header.format().bytes();
            long found = channel.size() - header.length();
            requireLength(header, name, found < expected, found > expected, expected);
            return of(name, header, new MappedFile(channel, header.length(), expected, header.order()));
        } catch (IOException e) {
            throw DataFile.unreadable(name, e);
        }
    }

    /** Unpacks an NPY file from a stream to a file in a folder. */
    static NpyArray unpack(InputStream in, String name, Path folder) throws IOException {
        NpyHeader header = NpyHeader.read(in, name);
        long expected = header.numbers() * header.format().bytes();
        try (FileChannel scratch = ScratchFile.open(folder)) {
            byte[] bytes = new byte[BUFFER];
            long left = expected;
            int count = 0;
            while (left > 0 && count >= 0) {
                count = in.read(bytes, 0, (int) Math.min(left, BUFFER));
                write(scratch, ByteBuffer.wrap(bytes, 0, Math.max(count, 0)), folder);
                left -= Math.max(count, 0);
            }
            requireLength(header, name, left > 0, left == 0 && in.read() >= 0, expected);
            return of(name, header, new MappedFile(scratch, 0, expected, header.order()));
        }
    }

    private static void write(FileChannel scratch, ByteBuffer bytes, Path folder) {
        try {
            while (bytes.hasRemaining()) {
                scratch.write(bytes);
            }
        } catch (IOException e) {
            throw ScratchFile.unwritable(folder, e);
        }
    }

    private static void requireLength(NpyHeader header, String name, boolean tooShort, boolean tooLong, long expected) {
        if (tooShort || tooLong) {
            throw new DataException(name + " is " + (tooShort ? "cut short" : "too long") + ": an array of the shape "
                    + header.shapeText() + " takes " + expected + " bytes, but " + (tooShort ? "fewer" : "more")
                    + " follow its header");
        }
    }

    private static NpyArray of(String name, NpyHeader header, MappedFile file) {
        int dimensions = header.shape().size();
        if (dimensions == 0 || header.shape().contains(0)) {
            throw new DataException(
                    name + " has an array of the shape " + header.shapeText() + "; it must have rows of numbers");
        }
        if (header.byColumns() && dimensions > 2) {
            throw new DataException(name + " has an array of the shape " + header.shapeText()
                    + " in Fortran's order, which is read for two dimensions only; save numpy.ascontiguousarray of it");
        }
        if (header.columns() > Dataset.MAX_ARRAY) {
            throw new DataException(name + " has rows of " + header.columns() + " numbers; at most " + Dataset.MAX_ARRAY
                    + " are possible");
        }
        int columns = (int) header.columns();
        boolean byColumns = header.byColumns() && dimensions == 2;
        return new NpyArray(name, header, new StoredMatrix(file, header.format(), header.rows(), columns, byColumns));
    }

    int rows() {
        return matrix.rows();
    }

    int columns() {
        return matrix.columns();
    }

    /** The shape of the images when it holds any: bytes with a height and a width. */
    Optional<ImageShape> imageShape() {
        List<Integer> shape = header.shape();
        boolean oneChannel = shape.size() == IMAGE_DIMENSIONS + 1 && shape.get(IMAGE_DIMENSIONS) == 1;
        return header.format() == NumberFormat.UINT8 && (shape.size() == IMAGE_DIMENSIONS || oneChannel)
                ? Optional.of(new ImageShape(shape.get(1), shape.get(2)))
                : Optional.empty();
    }

    /** Its rows as features, in memory if that has room for them. */
    Features features(Storage storage) {
        boolean images = imageShape().isPresent();
        Features stored = new StoredFeatures(matrix, null, null, images, storage);
        long numbers = (long) rows() * columns();
        if (numbers * (images ? 1 : Float.BYTES) > storage.memoryBytes() || numbers > Dataset.MAX_ARRAY) {
            return stored;
        }
        Features.Rows all = new Features.Rows(null, 0, rows());
        if (images) {
            byte[] bytes = new byte[(int) numbers];
            stored.copy(all, bytes);
            return new ByteFeatures(bytes, rows(), columns());
        }
        float[] floats = new float[(int) numbers];
        stored.copy(all, floats);
        return new FloatFeatures(floats, rows(), columns());
    }
}
