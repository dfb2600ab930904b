package io.percept.data;

import static io.percept.data.CsvOptions.DEFAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.percept.data.CsvOptions.TargetKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads files that NumPy 2.4 wrote, and files with faults. */
class NpyTest {
    private static final float GAP = Float.NaN;

    @TempDir
    private Path folder;

    /** A file of NumPy's, from the tests' resources. */
    private Path numpy(String name) {
        try (InputStream in = NpyTest.class.getResourceAsStream("numpy/" + name)) {
            return TestFiles.write(folder, name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path array(String type, String shape, byte... body) {
        return TestFiles.write(folder, "array.npy", file(type, false, shape, body));
    }

    private static byte[] file(String type, boolean fortran, String shape, byte... body) {
        String header = "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': "
                + shape + ", }\n";
        return ByteBuffer.allocate(10 + header.length() + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) header.length())
                .put(header.getBytes(StandardCharsets.ISO_8859_1))
                .put(body)
                .array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"little-f4", "big-f4", "little-f8", "big-f8", "fortran-f4", "fortran-big-f8"})
    void readsRealNumbersInEveryOrder(String name) {
        for (Storage storage : List.of(Storage.inMemory(), Storage.inFile(1))) {
            Dataset data = data(numpy(name + ".npy"), numpy("bool.npy"), storage);
            assertThat(floats(data)).containsExactly(1, 2.5f, -3, 4, GAP, 6);
            assertThat(data.blockRows().isPresent()).isEqualTo(storage.memoryBytes() == 0);
            assertThat(data.featureNames()).containsExactly("column0", "column1", "column2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int-i1",
                "int-little-i2",
                "int-big-i4",
                "int-little-i8",
                "int-u1",
                "int-big-u2",
                "int-little-u4",
                "int-big-u8",
                "version2",
                "version3"
            })
    void readsIntegersAndEveryVersion(String name) {
        for (Storage storage : List.of(Storage.inMemory(), Storage.inFile(1))) {
            assertThat(floats(data(numpy(name + ".npy"), numpy("bool.npy"), storage)))
                    .containsExactly(0, 1, 2, 3, 100, 127);
        }
    }

    @Test
    void largeUnsignedNumbersAreNotNegative() {
        NpyArray array = NpyArray.open(numpy("large-u8.npy"));
        assertThat(array.matrix().at(0, 0)).isEqualTo(0x1p64);
        assertThat(array.matrix().at(1, 0)).isEqualTo(0x1p63 + 2048);
    }

    @Test
    void bytesOfThreeDimensionsAreImages() {
        for (Storage storage : List.of(Storage.inMemory(), Storage.inFile(1))) {
            Dataset data = data(numpy("images.npy"), numpy("bool.npy"), storage);
            assertThat(data.isBytes()).isTrue();
            assertThat(data.imageShape()).contains(new ImageShape(3, 2));
            assertThat(data.feature(1, 5)).isEqualTo(251);
            byte[] row = new byte[6];
            data.select(new int[] {1}).copyRows(null, 0, 1, row);
            assertThat(row).containsExactly(246, 247, 248, 249, 250, 251);
            assertThat(Scaler.fit(data, Optional.empty(), Scaling.MIN_MAX).shift())
                    .containsOnly(240);
        }
    }

    @Test
    void packedFilesHaveBothParts() {
        TrainTest parts = Datasets.open(numpy("parts.npz").toString(), DEFAULTS);
        assertThat(parts.train().rows()).isEqualTo(6);
        ClassTargets targets = (ClassTargets) parts.train().targets();
        assertThat(targets.classes()).containsExactly("3", "5");
        assertThat(targets.labels()).containsExactly(0, 1, 0, 1, 0, 1);
        Dataset test = parts.test().orElseThrow();
        assertThat(floats(test)).containsExactly(1, 1, 1, 1);
        assertThat(((ClassTargets) test.targets()).labels()).containsExactly(1, 0);
        assertThat(folder.toFile().list()).containsExactly("parts.npz");
    }

    @Test
    void foldersHaveArraysByName() {
        TestFiles.write(
                folder,
                "X.npy",
                file("<i2", false, "(4,)", (byte) 1, (byte) 0, (byte) 2, (byte) 0, (byte) 3, (byte) 0, (byte) 4, (byte)
                        1));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Datasets.open(folder.toString(), DEFAULTS))
                .withMessageContaining("has no array y but \"x\"; a data set needs x and y");
        TestFiles.write(folder, "y.npy", file("|u1", false, "(4, 1)", (byte) 7, (byte) 7, (byte) 9, (byte) 9));
        TrainTest opened = Datasets.open(folder.toString(), DEFAULTS);
        assertThat(opened.test()).isEmpty();
        assertThat(floats(opened.train())).containsExactly(1, 2, 3, 260);
        assertThat(((ClassTargets) opened.train().targets()).classes()).containsExactly("7", "9");
        assertThat(Datasets.openTest(folder.toString(), opened.train(), DEFAULTS)
                        .rows())
                .isEqualTo(4);
    }

    @Test
    void kindsOfTargets() {
        byte[] four = {0, 0, 1, 1};
        assertThat(targets(file("|i1", false, "(4,)", four), DEFAULTS)).isInstanceOf(ClassTargets.class);
        CsvOptions real = DEFAULTS.withTargetKind(TargetKind.REAL);
        assertThat(targets(file("|i1", false, "(4,)", four), real)).isInstanceOf(RealTargets.class);
        RealTargets labels = (RealTargets) targets(file("|i1", false, "(2, 2)", four), DEFAULTS);
        assertThat(labels.labels()).isTrue();
        assertThat(labels.names()).containsExactly("target0", "target1");
        // Every row has another number: a measurement, unless it is said to be a class.
        byte[] different = {5, 6, 7, 8};
        assertThat(targets(file("|i1", false, "(4,)", different), DEFAULTS)).isInstanceOf(RealTargets.class);
        CsvOptions classes = DEFAULTS.withTargetKind(TargetKind.CLASSES);
        assertThat(targets(file("|i1", false, "(4,)", different), classes)).isInstanceOf(ClassTargets.class);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> targets(file("<f4", false, "(2,)", 0, 0, 0x20, 0x40, 0, 0, 0, 0x40), classes))
                .withMessageContaining("holds 2.5 in row 0; labels of classes are whole numbers");
    }

    private static byte[] file(String type, boolean fortran, String shape, int... body) {
        byte[] bytes = new byte[body.length];
        IntStream.range(0, body.length).forEach(i -> bytes[i] = (byte) body[i]);
        return file(type, fortran, shape, bytes);
    }

    private Targets targets(byte[] file, CsvOptions options) {
        NpyArray array = NpyArray.open(TestFiles.write(folder, "targets.npy", file));
        return new NpyTargets(array, array.rows(), "x").learn(options.kind());
    }

    @Test
    void rowsToPredictMustFit() {
        CsvSchema schema = CsvSchema.of(data(numpy("little-f4.npy"), numpy("bool.npy"), Storage.inMemory()));
        try (NpyRows rows = NpyRows.open(numpy("fortran-f4.npy"), schema)) {
            float[] row = new float[3];
            assertThat(rows.next(row)).isTrue();
            assertThat(row).containsExactly(1, 2.5f, -3);
            assertThat(rows.next(row)).isTrue();
            assertThat(rows.next(row)).isFalse();
        }
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> NpyRows.open(numpy("images.npy"), schema))
                .withMessageContaining("has rows of 6 features, but the training data has 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    half.npy       | elements of the type "<f2"; it must hold f4, f8, i1
                    strings.npy    | elements of the type "<U1"
                    structured.npy | elements of the type "[('x', '<f4'), ('y', '<i4')]"
                    """)
    void typesThatAreNoNumbersAreRefused(String name, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> NpyArray.open(numpy(name)))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    (3,)                    | is cut short: an array of the shape (3,) takes 3 bytes, but fewer follow
                    (1,)                    | is too long: an array of the shape (1,) takes 1 bytes, but more follow
                    ()                      | is too long
                    (0, 2)                  | is too long
                    (2, 9999999999)         | each size must be a whole number of at most 2147483647
                    (2147483647, 2147483647, 2147483647) | is cut short
                    (2                      | it must be a dictionary with descr, fortran_order and shape
                    (2.5,)                  | it must be a dictionary with descr, fortran_order and shape
                    """)
    void shapesThatDoNotFitAreRefused(String shape, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> NpyArray.open(array("|i1", shape, (byte) 1, (byte) 2)))
                .withMessageContaining(message);
    }

    @Test
    void otherFaultsAreNamed() throws IOException {
        assertRefused(new byte[0], "is cut short");
        assertRefused("a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8), "is not an NPY file");
        byte[] valid = file("|i1", false, "(2,)", 1, 2);
        byte[] version = valid.clone();
        version[6] = 9;
        assertRefused(version, "has version 9.0 of the NPY format; 1, 2 and 3 are known");
        byte[] length = valid.clone();
        length[9] = 0x7f;
        assertRefused(length, "has a header of 325");
        assertRefused(file("|i1", false, "()", 1), "of the shape (); it must have rows of numbers");
        assertRefused(file("|i1", false, "(0, 3)"), "of the shape (0, 3); it must have rows of numbers");
        assertRefused(file("|i1", true, "(1, 1, 2)", 1, 2), "in Fortran's order");
        Path packed = TestFiles.write(folder, "data.npz", valid);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Datasets.open(packed.toString(), DEFAULTS))
                .withMessageContaining("is not an NPZ file");
        byte[] whole = Files.readAllBytes(numpy("parts.npz"));
        whole[80] ^= 1; // In the packed numbers of the first array.
        Path damaged = TestFiles.write(folder, "damaged.npz", whole);
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Datasets.open(damaged.toString(), DEFAULTS));
    }

    private void assertRefused(byte[] content, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> NpyArray.open(TestFiles.write(folder, "bad.npy", content)))
                .withMessageContaining(message);
    }

    @Test
    void infiniteFeaturesAndOtherNumbersOfTargetsAreRefused() {
        Path infinite = array("<f8", "(2,)", new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, (byte) 0xf0, 0x7e});
        for (Storage storage : List.of(Storage.inMemory(), Storage.inFile(1))) {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> data(infinite, numpy("bool.npy"), storage))
                    .withMessageContaining("row 1 holds Infinity in column \"column0\"; features must be finite");
        }
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Datasets.open(
                        numpy("parts.npz").toString(), DEFAULTS.withTargetFile(Optional.of(numpy("bool.npy")))))
                .withMessageContaining("which has its own");
        Path three = array("|i1", "(3,)", (byte) 1, (byte) 2, (byte) 3);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> data(numpy("little-f4.npy"), three, Storage.inMemory()))
                .withMessageContaining("holds 2 rows but")
                .withMessageContaining("holds 3 targets");
    }

    private static Dataset data(Path x, Path y, Storage storage) {
        CsvOptions options = DEFAULTS.withTargetFile(Optional.of(y)).withStorage(storage);
        return Datasets.open(x.toString(), options).train();
    }

    private static float[] floats(Dataset data) {
        float[] values = new float[data.rows() * data.columns()];
        data.copyRows(0, data.rows(), values);
        return values;
    }
}
