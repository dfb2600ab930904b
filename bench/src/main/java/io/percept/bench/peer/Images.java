package io.percept.bench.peer;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Fashion-MNIST, all pixels standardized by one shift and one scale, as Percept has it: for peers that have no reader of their own.
 *
 * @param train rows x {@value #PIXELS}
 * @param test rows x {@value #PIXELS}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Images(float[] train, int[] trainLabels, float[] test, int[] testLabels) {
    /** Of an image. */
    public static final int PIXELS = 784;

    private static final int BUFFER = 1 << 16;

    /** Reads the four files of a folder. */
    public static Images read(Path folder) throws IOException {
        byte[] train = bytes(folder.resolve("train-images-idx3-ubyte.gz"), 16);
        byte[] test = bytes(folder.resolve("t10k-images-idx3-ubyte.gz"), 16);
        long[] histogram = new long[256];
        for (byte pixel : train) {
            histogram[pixel & 0xFF]++;
        }
        double mean = 0;
        for (int value = 0; value < histogram.length; value++) {
            mean += value * (double) histogram[value] / train.length;
        }
        double variance = 0;
        for (int value = 0; value < histogram.length; value++) {
            variance += (value - mean) * (value - mean) * histogram[value] / train.length;
        }
        float shift = (float) mean;
        float scale = (float) (1 / Math.sqrt(variance));
        return new Images(
                standardized(train, shift, scale),
                labels(folder.resolve("train-labels-idx1-ubyte.gz")),
                standardized(test, shift, scale),
                labels(folder.resolve("t10k-labels-idx1-ubyte.gz")));
    }

    private static byte[] bytes(Path file, int header) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file), BUFFER))) {
            in.skipNBytes(header);
            return in.readAllBytes();
        }
    }

    private static int[] labels(Path file) throws IOException {
        byte[] bytes = bytes(file, 8);
        int[] labels = new int[bytes.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = bytes[i];
        }
        return labels;
    }

    private static float[] standardized(byte[] pixels, float shift, float scale) {
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((pixels[i] & 0xFF) - shift) * scale;
        }
        return values;
    }
}
