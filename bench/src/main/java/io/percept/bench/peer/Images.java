package io.percept.bench.peer;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Fashion-MNIST with each pixel standardized over the training images, as Percept does it: for peers that have no reader of their own.
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
        float[] shift = new float[PIXELS];
        float[] scale = new float[PIXELS];
        fit(train, shift, scale);
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

    private static void fit(byte[] pixels, float[] shift, float[] scale) {
        long[] sums = new long[PIXELS];
        long[] squares = new long[PIXELS];
        int rows = pixels.length / PIXELS;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < PIXELS; column++) {
                long value = pixels[row * PIXELS + column] & 0xFF;
                sums[column] += value;
                squares[column] += value * value;
            }
        }
        for (int column = 0; column < PIXELS; column++) {
            double mean = sums[column] / (double) rows;
            double deviation = Math.sqrt(squares[column] / (double) rows - mean * mean);
            shift[column] = (float) mean;
            scale[column] = deviation > 0 ? (float) (1 / deviation) : 1;
        }
    }

    private static float[] standardized(byte[] pixels, float[] shift, float[] scale) {
        float[] values = new float[pixels.length];
        for (int start = 0; start < pixels.length; start += PIXELS) {
            for (int column = 0; column < PIXELS; column++) {
                values[start + column] = ((pixels[start + column] & 0xFF) - shift[column]) * scale[column];
            }
        }
        return values;
    }
}
