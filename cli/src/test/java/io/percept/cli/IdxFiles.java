package io.percept.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of images of 2 x 3 pixels of two classes: dark and bright. */
final class IdxFiles {
    private static final int HEIGHT = 2;
    private static final int WIDTH = 3;

    private IdxFiles() {}

    static void write(Path folder, int training, int test) {
        write(folder, "train", training);
        write(folder, "t10k", test);
    }

    private static void write(Path folder, String part, int count) {
        ByteBuffer images = ByteBuffer.allocate(4 * Integer.BYTES + count * HEIGHT * WIDTH);
        images.putInt(0x803).putInt(count).putInt(HEIGHT).putInt(WIDTH);
        ByteBuffer labels = ByteBuffer.allocate(2 * Integer.BYTES + count);
        labels.putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            for (int pixel = 0; pixel < HEIGHT * WIDTH; pixel++) {
                images.put((byte) (i % 2 == 0 ? i % 50 : 200 + i % 50));
            }
            labels.put((byte) (i % 2));
        }
        try {
            Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
            Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
