package io.percept.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Makes the files that the tests train with. */
final class TestData {
    static final String XOR = "a,b,xor\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n";

    private TestData() {}

    static String write(Path folder, String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three clusters in the plane, one for each class; two of their names need care in a CSV file. */
    static String clusters(Path folder, String name, int rows, long seed) {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("length,width,kind\n");
        String[] kinds = {"plain", "two words", "\"with, comma\""};
        for (int row = 0; row < rows; row++) {
            int kind = row % kinds.length;
            csv.append(String.format(
                    Locale.ROOT,
                    "%.4f,%.4f,%s%n",
                    2 * kind + 0.5 * random.nextGaussian(),
                    (kind == 1 ? 2 : 0) + 0.5 * random.nextGaussian(),
                    kinds[kind]));
        }
        return write(folder, name, csv.toString());
    }

    /** A linear function of two columns of different scales. */
    static String plane(Path folder, String name, int rows, long seed) {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("x,y,z\n");
        for (int row = 0; row < rows; row++) {
            double x = random.nextGaussian();
            double y = 100 * random.nextDouble();
            csv.append(String.format(Locale.ROOT, "%.4f,%.4f,%.4f%n", x, y, 3 * x - 0.05 * y + 1));
        }
        return write(folder, name, csv.toString());
    }
}
