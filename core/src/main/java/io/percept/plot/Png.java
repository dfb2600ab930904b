package io.percept.plot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes grey pictures in the PNG format (ISO/IEC 15948), without Java's desktop module. */
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int BITS = 8;
    private static final int HEADER_BYTES = 13;

    private Png() {}

    /**
     * A picture.
     *
     * @param width pixels in a row
     * @param greys the pixels' greys row by row, 0 black to 255 white, as bytes without a sign
     */
    public static byte[] ofGreys(int width, byte[] greys) {
        if (width < 1 || greys.length == 0 || greys.length % width != 0) {
            throw new IllegalArgumentException(
                    greys.length + " pixels in rows of " + width + "; there must be one or more whole rows");
        }
        int height = greys.length / width;
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putInt(width).putInt(height).put((byte) BITS); // The rest says: grey, deflated, filtered, in one pass.
        ByteBuffer rows = ByteBuffer.allocate(height * (width + 1));
        for (int row = 0; row < height; row++) {
            rows.put((byte) 0).put(greys, row * width, width); // The filter that leaves a row as it is.
        }
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        picture.writeBytes(SIGNATURE);
        append(picture, "IHDR", header.array());
        append(picture, "IDAT", deflated(rows.array()));
        append(picture, "IEND", new byte[0]);
        return picture.toByteArray();
    }

    private static void append(ByteArrayOutputStream to, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        to.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
        to.writeBytes(name);
        to.writeBytes(data);
        to.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) check.getValue())
                .array());
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] block = new byte[1 << 13];
            while (!deflater.finished()) {
                out.write(block, 0, deflater.deflate(block));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
