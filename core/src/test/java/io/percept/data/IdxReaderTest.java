package io.percept.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {
    @TempDir
    private Path folder;

    @Test
    void readsImagesWithTheirLabels() {
        Dataset data = read(TestFiles.idxImages(50, 2, 3), TestFiles.idxLabels(labelsUpTo(2, 50)));

        assertThat(data.rows()).isEqualTo(50);
        assertThat(data.imageShape()).contains(new ImageShape(2, 3));
        assertThat(data.isBytes()).isTrue();
        assertThat(data.feature(0, 5)).isEqualTo(5);
        assertThat(data.feature(42, 3)).isEqualTo(255);
        ClassTargets targets = (ClassTargets) data.targets();
        assertThat(targets.classes()).containsExactly("0", "1", "2");
        assertThat(targets.labels()).startsWith(0, 1, 2, 0);
    }

    @Test
    void gzipIsKnownByItsContentNotByItsName() {
        byte[] images = TestFiles.idxImages(3, 2, 2);
        byte[] labels = TestFiles.idxLabels(0, 1, 255);
        Dataset plain = read(images, labels);
        Dataset compressed = read(TestFiles.gzip(images), TestFiles.gzip(labels));

        assertThat(compressed.bytes()).isEqualTo(plain.bytes());
        assertThat(((ClassTargets) compressed.targets()).labels()).containsExactly(0, 1, 255);
        assertThat(((ClassTargets) compressed.targets()).classes()).hasSize(256);
    }

    @Test
    void labelsAreMatchedWithKnownClassesByName() {
        Path images = TestFiles.write(folder, "images", TestFiles.idxImages(2, 1, 1));
        Path labels = TestFiles.write(folder, "labels", TestFiles.idxLabels(7, 3));
        Dataset data = IdxReader.readImages(images, labels, List.of("3", "7"));
        assertThat(((ClassTargets) data.targets()).labels()).containsExactly(1, 0);

        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> IdxReader.readImages(images, labels, List.of("7", "8")))
                .withMessage(labels + " gives image 1 the label 3; the known classes are \"7\", \"8\"");
    }

    @Test
    void refusesAnotherMagicNumber() {
        byte[] labels = TestFiles.idxLabels(0);
        assertRefused(labels, labels, "images is not an IDX file of images: it begins with 0x00000801, not 0x00000803");
        byte[] images = TestFiles.idxImages(1, 1, 1);
        assertRefused(images, images, "labels is not an IDX file of labels: it begins with 0x00000803, not 0x00000801");
        // Floats, which the format knows too.
        assertRefused(TestFiles.idx(new byte[4], 0xd03, 1, 1, 1), labels, "begins with 0x00000d03");
    }

    @Test
    void refusesAFileThatIsCutShort() {
        byte[] images = TestFiles.idxImages(2, 3, 4);
        byte[] labels = TestFiles.idxLabels(0, 1);
        assertRefused(
                Arrays.copyOf(images, images.length - 1),
                labels,
                "images is cut short: its header promises 2 x 3 x 4 = 24 bytes, but only 23 follow");
        assertRefused(
                Arrays.copyOf(images, 15),
                labels,
                "images is cut short: its header must have 16 bytes, but the file ends after 15");
        assertRefused(new byte[0], labels, "its header must have 16 bytes, but the file ends after 0");
        assertRefused(images, new byte[] {0, 0}, "labels is cut short: its header must have 8 bytes");
        assertRefused(images, Arrays.copyOf(labels, 9), "promises 2 = 2 bytes, but only 1 follow");
    }

    @Test
    void refusesAFileThatIsTooLong() {
        assertRefused(
                Arrays.copyOf(TestFiles.idxImages(2, 1, 1), 19),
                TestFiles.idxLabels(0, 1),
                "images is too long: its header promises 2 x 1 x 1 = 2 bytes, but more follow");
    }

    @Test
    void refusesGzipDataThatIsCutShortOrDamaged() {
        byte[] images = TestFiles.gzip(TestFiles.idxImages(2, 10, 10));
        byte[] labels = TestFiles.idxLabels(0, 1);
        String message = "images cannot be read: its gzip data is damaged or cut short";
        assertRefused(Arrays.copyOf(images, images.length - 9), labels, message);
        assertRefused(Arrays.copyOf(images, 5), labels, message);
        images[images.length - 6] ^= 1;
        assertRefused(images, labels, message);
    }

    @Test
    void doesNotBelieveALyingHeader() {
        byte[] labels = TestFiles.idxLabels(0);
        // The second product is 2^64, which is 0 in the arithmetic of a long.
        assertRefused(TestFiles.idx(new byte[1], 0x803, 60_000, 1000, 1000), labels, "the sizes 60000 x 1000 x 1000;");
        assertRefused(TestFiles.idx(new byte[1], 0x803, 1 << 30, 1 << 30, 16), labels, "their product at most");
        assertRefused(
                TestFiles.idx(new byte[1], 0x803, 0, 28, 28), labels, "the sizes 0 x 28 x 28; each must be positive");
        assertRefused(
                TestFiles.idx(new byte[1], 0x803, 1, -1, -1), labels, "the sizes 1 x -1 x -1; each must be positive");
        // Two GiB are promised: reading must stop at the end of the file without having taken them.
        assertRefused(
                TestFiles.idx(new byte[3], 0x803, 2_000_000_000, 1, 1),
                labels,
                "promises 2000000000 x 1 x 1 = 2000000000 bytes, but only 3 follow");
    }

    @Test
    void refusesAnotherNumberOfLabelsThanImages() {
        Path images = TestFiles.write(folder, "images", TestFiles.idxImages(3, 1, 1));
        Path labels = TestFiles.write(folder, "labels", TestFiles.idxLabels(0, 1));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> IdxReader.readImages(images, labels))
                .withMessage(images + " holds 3 images but " + labels
                        + " holds 2 labels; there must be one label for each image");
    }

    @Test
    void saysWhenAFileIsMissingOrAFolder() {
        Path labels = TestFiles.write(folder, "labels", TestFiles.idxLabels(0));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> IdxReader.readImages(folder.resolve("absent"), labels))
                .withMessage("there is no file " + folder.resolve("absent"));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> IdxReader.readImages(folder, labels))
                .withMessage(folder + " is a folder, not a file");
    }

    private Dataset read(byte[] images, byte[] labels) {
        return IdxReader.readImages(
                TestFiles.write(folder, "images", images), TestFiles.write(folder, "labels", labels));
    }

    private void assertRefused(byte[] images, byte[] labels, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(images, labels))
                .withMessageContaining(message);
    }

    private static int[] labelsUpTo(int largest, int count) {
        int[] labels = new int[count];
        Arrays.setAll(labels, i -> i % (largest + 1));
        return labels;
    }
}
