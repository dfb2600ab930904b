package io.percept.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A part of a file, mapped: what is read of it comes through the operating system's cache, which may use all memory that is free. Positions
 * count from the part's begin. Any number of threads may read.
 */
final class MappedFile {
    /** One buffer maps at most 2 GiB. A power of two, so that no element lies in two of them. */
    private static final int SEGMENT_BITS = 30;

    private static final int SEGMENT = 1 << SEGMENT_BITS;
    private static final int MASK = SEGMENT - 1;

    private final ByteBuffer[] segments;
    private final FloatBuffer[] floats;

    /**
     * Maps bytes {@code offset} to {@code offset + length}.
     *
     * @throws IOException when it cannot be mapped; a file that is too short is one
     */
    MappedFile(FileChannel file, long offset, long length, ByteOrder order) throws IOException {
        if (offset + length > file.size()) {
            throw new IOException("the file has " + file.size() + " bytes, not " + (offset + length));
        }
        int count = (int) ((length + MASK) >>> SEGMENT_BITS);
        segments = new ByteBuffer[count];
        floats = new FloatBuffer[count];
        for (int i = 0; i < count; i++) {
            long begin = (long) i << SEGMENT_BITS;
            segments[i] = file.map(MapMode.READ_ONLY, offset + begin, Math.min(SEGMENT, length - begin))
                    .order(order);
            floats[i] = segments[i].asFloatBuffer();
        }
    }

    /** Reads float32s from a position that is a multiple of their size. */
    void read(long position, float[] into, int to, int count) {
        int done = 0;
        while (done < count) {
            long next = position + (long) done * Float.BYTES;
            FloatBuffer segment = floats[(int) (next >>> SEGMENT_BITS)];
            int index = (int) (next & MASK) / Float.BYTES;
            int length = Math.min(count - done, segment.capacity() - index);
            segment.get(index, into, to + done, length);
            done += length;
        }
    }

    void read(long position, byte[] into, int to, int count) {
        int done = 0;
        while (done < count) {
            ByteBuffer segment = segment(position + done);
            int index = index(position + done);
            int length = Math.min(count - done, segment.capacity() - index);
            segment.get(index, into, to + done, length);
            done += length;
        }
    }

    /** The buffer that holds a position. */
    ByteBuffer segment(long position) {
        return segments[(int) (position >>> SEGMENT_BITS)];
    }

    /** Where in its buffer a position is. */
    static int index(long position) {
        return (int) (position & MASK);
    }
}
